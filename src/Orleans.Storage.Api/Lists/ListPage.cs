using System.Text.Json;
using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.Lists;

/// <summary>One page of a collection, as it is answered: the rows, the link to the next page, and the total where it was asked for (contract §5). Immutable.</summary>
/// <param name="Collection">The collection's name in the answer.</param>
/// <param name="Address">The list's own address, for the link.</param>
/// <param name="Limit">The page's size.</param>
/// <param name="Rows">What is on it.</param>
/// <param name="Id">A row's id.</param>
internal sealed record ListPage<T>(string Collection, string Address, int Limit, IReadOnlyList<T> Rows, Func<T, Guid> Id)
{
    private const int RowsPerFlush = 64;

    /// <summary>The link's name.</summary>
    public string LinksName { get; init; } = Collection + "_links";

    /// <summary>How many rows all pages have together; null when nobody asked.</summary>
    public long? Total { get; init; }

    /// <summary>Answers 200 with the page, each row as <paramref name="write"/> writes it.</summary>
    public async Task AnswerAsync(ApiRequest request, Action<Utf8JsonWriter, T> write)
    {
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteStartArray(Collection);
        for (var i = 0; i < Rows.Count; i++)
        {
            write(json, Rows[i]);
            if (i % RowsPerFlush == RowsPerFlush - 1)
            {
                // A slow reader must not make the whole list wait in memory.
                json.Flush();
                await request.Http.Response.BodyWriter.FlushAsync();
            }
        }

        json.WriteEndArray();
        Paging.WriteLink(json, LinksName, Address, request.Http.Request.Query, Limit, Total ?? Rows.Count, Rows.Count > 0 ? Id(Rows[^1]) : null);
        if (Total is { } total)
        {
            json.WriteNumber("count"u8, total);
        }

        json.WriteEndObject();
    }
}
