using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.Lists;

/// <summary>The page of a list that is asked for, and the link to the next one (contract §5).</summary>
internal static class Paging
{
    /// <summary>The most rows: what is asked, silently capped.</summary>
    public static int Limit(ApiRequest request, int maximum)
    {
        if (request.Query("limit") is not { } text)
        {
            return maximum;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
        {
            throw ApiException.BadRequest("limit param must be an integer");
        }

        return limit < 0 ? throw ApiException.BadRequest("limit param must be positive") : (int)Math.Min(limit, maximum);
    }

    /// <summary>How many rows to skip.</summary>
    public static int Offset(ApiRequest request)
    {
        if (request.Query("offset") is not { } text)
        {
            return 0;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset))
        {
            throw ApiException.InvalidInput("offset must be an integer.");
        }

        return offset is >= 0 and <= int.MaxValue ? (int)offset
            : throw ApiException.InvalidInput(offset < 0 ? "offset must be >= 0." : $"offset must be <= {int.MaxValue}.");
    }

    /// <summary>
    /// Writes the link to the next page when this one is full. The last page may be exactly full, and then the link leads to an empty one; with a total, it is the total that is compared. Both are Cinder's.
    /// </summary>
    /// <param name="json">The answer, inside its object.</param>
    /// <param name="name">The key, such as <c>volumes_links</c>.</param>
    /// <param name="address">The list's own address.</param>
    /// <param name="query">The request's parameters, all of which are repeated.</param>
    /// <param name="limit">The page's size.</param>
    /// <param name="count">How many rows the answer has, or the total.</param>
    /// <param name="last">The last row; null when there is none.</param>
    public static void WriteLink(Utf8JsonWriter json, string name, string address, IQueryCollection query, int limit, long count, Guid? last)
    {
        if (last is not { } marker || limit == 0 || count < limit)
        {
            return;
        }

        json.WriteStartArray(name);
        json.WriteStartObject();
        json.WriteString("rel"u8, "next"u8);
        json.WriteString("href"u8, $"{address}?{NextQuery(query, marker.ToString("D"))}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string NextQuery(IQueryCollection query, string marker)
    {
        var pairs = query.Where(p => p.Key != "marker").Select(p => (p.Key, Value: p.Value[^1] ?? "")).Append(("marker", marker));
        return string.Join('&', pairs.Select(p => $"{Uri.EscapeDataString(p.Item1)}={Uri.EscapeDataString(p.Item2)}"));
    }
}
