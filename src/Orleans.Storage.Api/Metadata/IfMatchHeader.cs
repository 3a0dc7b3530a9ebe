using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OrleansStorage.Api.Metadata;

/// <summary>
/// Reads If-Match (RFC 9110, 13.1.1). Cinder gives tags without quotes and takes them back so; a text that is no list of quoted tags is
/// one such tag. Pure.
/// </summary>
internal static class IfMatchHeader
{
    /// <summary>
    /// What the caller believes; null when it says nothing. A weak tag is the tag of no state: two states that it takes for one can
    /// differ.
    /// </summary>
    public static IfMatch? Read(StringValues header)
    {
        var text = header.ToString().Trim();
        return text.Length == 0 ? null
            : text == "*" ? new(Any: true, [])
            : EntityTagHeaderValue.TryParseList([text], out var tags)
                ? new(Any: false, [.. tags.Where(t => !t.IsWeak).Select(t => t.Tag.Value!.Trim('"'))])
            : new(Any: false, [text]);
    }
}
