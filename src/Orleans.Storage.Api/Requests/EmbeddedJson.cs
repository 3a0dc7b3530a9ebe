using System.Text.Json;

namespace OrleansStorage.Api.Requests;

/// <summary>The JSON files that this assembly carries.</summary>
internal static class EmbeddedJson
{
    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidOperationException">It is missing: the assembly was built wrong.</exception>
    public static JsonElement Read(string name)
    {
        var assembly = typeof(EmbeddedJson).Assembly;
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing from {assembly.FullName}.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
