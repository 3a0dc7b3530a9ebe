using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;

namespace OrleansStorage.Api.Tests.Fuzz;

/// <summary>The ids that requests name: of objects that there are, by collection, of others, and of nothing. Grows with what requests make. Safe from any thread.</summary>
public sealed class FuzzPool
{
    private const int Newest = 40;
    // No "..": a client sends /v3/ for /v3/volumes/.., and that is discovery, which answers whoever asks.
    private static readonly string[] Nonsense = ["x", "detail", "default", "...", "%2e", "a/b", "a%00b", " ", "ü", "fuzz", "00000000-0000-0000-0000-000000000000", "89afd400b6464bbcb12bc0a4d63e5bd3"];
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> _byCollection = new();

    /// <summary>Any id at all.</summary>
    public Gen<string> Any => In("");

    /// <summary>Ids that are mostly of one collection, such as <c>volumes</c>.</summary>
    public Gen<string> In(string collection) => Gen.Int[0, 99].Select(Gen.UInt, (kind, which) => Pick(collection, kind, (int)(which >> 1)));

    /// <summary>Adds an object.</summary>
    public void Add(string collection, string id) => _byCollection.AddOrUpdate(collection, [id], (_, known) => known.Length < Newest ? known.Add(id) : known.RemoveAt(0).Add(id));

    /// <summary>Adds what a successful POST says that it made.</summary>
    public void Learn(FuzzRequest request, string answer)
    {
        if (request.Call.Method != "POST" || !answer.StartsWith('{')) return;
        using var json = JsonDocument.Parse(answer);
        var made = json.RootElement.EnumerateObject().FirstOrDefault().Value;
        if (made.ValueKind == JsonValueKind.Object && made.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String) Add(request.Call.Path.Split('/')[^1], id.GetString()!);
    }

    private string Pick(string collection, int kind, int which)
    {
        if (kind < 70 && _byCollection.TryGetValue(collection, out var known)) return known[which % known.Length];
        var all = _byCollection.Values.SelectMany(ids => ids).ToArray();
        return kind < 88 ? all[which % all.Length] : Nonsense[which % Nonsense.Length];
    }
}
