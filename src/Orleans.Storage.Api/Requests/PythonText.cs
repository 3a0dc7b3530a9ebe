using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrleansStorage.Api.Requests;

/// <summary>Writes JSON values as Python does, because Cinder's messages show them so.</summary>
internal static class PythonText
{
    private const int MaxShown = 2000;

    /// <summary>Python's <c>str()</c>: a text as it is, everything else as <see cref="Repr(JsonElement)"/>.</summary>
    public static string Str(JsonElement value) => Cut(value.ValueKind == JsonValueKind.String ? value.Text() : Repr(value));

    /// <summary>Python's <c>repr()</c>.</summary>
    public static string Repr(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return Cut(text.ToString());
    }

    /// <summary>Python's <c>repr()</c> of a text: single quotes, unless only single quotes are in it.</summary>
    public static string Repr(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        Append(text, value);
        return text.ToString();
    }

    private static string Cut(string text) => text.Length <= MaxShown ? text : text[..(char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown)] + "...";

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: AppendObject(text, value); break;
            case JsonValueKind.Array: AppendArray(text, value); break;
            case JsonValueKind.String: Append(text, value.Text()); break;
            case JsonValueKind.Number: text.Append(value.GetRawText()); break;
            case JsonValueKind.True: text.Append("True"); break;
            case JsonValueKind.False: text.Append("False"); break;
            default: text.Append("None"); break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        var separator = "{";
        foreach (var property in value.EnumerateObject())
        {
            text.Append(separator);
            Append(text, property.Name);
            text.Append(": ");
            Append(text, property.Value);
            separator = ", ";
        }

        text.Append(separator == "{" ? "{}" : "}");
    }

    private static void AppendArray(StringBuilder text, JsonElement value)
    {
        var separator = "[";
        foreach (var item in value.EnumerateArray())
        {
            text.Append(separator);
            Append(text, item);
            separator = ", ";
        }

        text.Append(separator == "[" ? "[]" : "]");
    }

    private static void Append(StringBuilder text, string value)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        text.Append(quote);
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                _ when c == quote => text.Append('\\').Append(c),
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $@"\x{(int)c:x2}"),
                _ => text.Append(c),
            };
        }

        text.Append(quote);
    }
}
