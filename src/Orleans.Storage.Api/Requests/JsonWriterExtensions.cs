using System.Text.Json;

namespace OrleansStorage.Api.Requests;

/// <summary>How Cinder writes values that several views share.</summary>
internal static class JsonWriterExtensions
{
    private const int DateLength = 26;

    /// <summary>A date as <c>YYYY-MM-DDTHH:MM:SS.ffffff</c> in UTC: no zone, always six decimals; null when unset.</summary>
    public static void WriteDate(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } date)
        {
            Span<byte> text = stackalloc byte[40];
            // The round-trip format is the fast one; its seventh decimal and zone are cut off.
            date.UtcDateTime.TryFormat(text, out _, "O");
            json.WriteString(name, text[..DateLength]);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A date that is the empty text when unset, as attachments have it.</summary>
    public static void WriteDateOrEmpty(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is null)
        {
            json.WriteString(name, ""u8);
        }
        else
        {
            json.WriteDate(name, value);
        }
    }

    /// <summary>A number, or null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A uuid, or null.</summary>
    public static void WriteIdOrNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Guid? value)
    {
        if (value is { } id)
        {
            json.WriteString(name, id);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A list, each item as <paramref name="write"/> writes it.</summary>
    public static void WriteList<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    /// <summary>An object of texts.</summary>
    public static void WriteMap(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<KeyValuePair<string, string>> entries)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in entries)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
