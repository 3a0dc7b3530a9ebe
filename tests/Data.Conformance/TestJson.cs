using System.Text.Json;

namespace OrleansStorage.Data.Conformance;

/// <summary>Values as text, to compare them whole: records with collections are not equal by content.</summary>
internal static class TestJson
{
    public static string ToJson<T>(this T value) => JsonSerializer.Serialize(value);
}
