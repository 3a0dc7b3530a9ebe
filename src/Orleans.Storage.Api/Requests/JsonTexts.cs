using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrleansStorage.Api.Requests;

/// <summary>JSON lets a text hold half a character (a lone surrogate), which nothing can keep or show. Pure.</summary>
internal static class JsonTexts
{
    /// <summary>Goes through every text of a document, the properties' names among them.</summary>
    /// <exception cref="JsonException">One is not Unicode.</exception>
    public static void RequireUnicode(ReadOnlySequence<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && !IsPlain(ref reader))
            {
                RequireUnicode(ref reader);
            }
        }
    }

    private static bool IsPlain(ref Utf8JsonReader reader) => !reader.ValueIsEscaped && !reader.HasValueSequence && Ascii.IsValid(reader.ValueSpan);

    private static void RequireUnicode(ref Utf8JsonReader reader)
    {
        try
        {
            reader.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text is not Unicode.", e);
        }
    }
}
