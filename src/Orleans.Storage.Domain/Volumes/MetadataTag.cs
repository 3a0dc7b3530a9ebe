using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace OrleansStorage.Domain.Volumes;

/// <summary>The tag of metadata (an HTTP ETag): the same for the same entries, another for others. Pure.</summary>
public static class MetadataTag
{
    // MD5 is what the wire asks for; it protects nothing.
#pragma warning disable CA5351
    /// <summary>The tag, without quotes: 32 hexadecimal digits.</summary>
    public static string Of(ImmutableSortedDictionary<string, string> metadata)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata"u8);
            foreach (var (key, value) in metadata) json.WriteString(key, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Convert.ToHexStringLower(MD5.HashData(bytes.WrittenSpan));
    }
#pragma warning restore CA5351
}
