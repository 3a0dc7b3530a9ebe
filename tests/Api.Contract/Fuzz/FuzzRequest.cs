using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CsCheck;

namespace OrleansStorage.Api.Tests.Fuzz;

/// <summary>One request that was drawn. Immutable.</summary>
public sealed record FuzzRequest(FuzzCall Call, string Target, string Version, string Token, string? Body)
{
    private static readonly string[] ListParameters = ["limit", "marker", "offset", "sort", "sort_key", "sort_dir", "all_tenants", "with_count", "name", "status", "metadata", "created_at", "usage", "zzz"];
    private static readonly string[] Versions = ["volume 3.0", "volume 3.27", "volume 3.44", "volume 3.53", "volume latest", "volume 3.71", "volume 3.999", "volume abc", ""];

    /// <summary>Requests of the document's calls, about objects of the pool, from these tokens (<c>user:project</c>).</summary>
    public static Gen<FuzzRequest> Of(IReadOnlyList<FuzzCall> calls, FuzzPool pool, IReadOnlyList<string> tokens)
    {
        var values = new FuzzValues(pool);
        var bodies = calls.ToDictionary(c => c, c => BodyOf(c, values));
        return Gen.Int[0, calls.Count - 1].SelectMany(i => Gen.Select(
            PathOf(calls[i].Path, pool), QueryOf(calls[i], values), VersionOf, Gen.OneOf([.. tokens]), bodies[calls[i]],
            (path, query, version, token, body) => new FuzzRequest(calls[i], path + query, version, token, body)));
    }

    /// <summary>What is sent.</summary>
    public HttpRequestMessage ToMessage(Uri url)
    {
        var message = new HttpRequestMessage(new HttpMethod(Call.Method), new Uri(url + Target.TrimStart('/')));
        message.Headers.Add("X-Auth-Token", Token);
        if (Version.Length > 0) message.Headers.TryAddWithoutValidation("OpenStack-API-Version", Version);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Call.Method} {Target} [{Version}] as {Token.Split(':')[0]} {Body}";

    private static Gen<string> VersionOf => Gen.Frequency((4, Gen.Int[0, 71].Select(m => "volume 3." + m.ToString(CultureInfo.InvariantCulture))), (1, Gen.OneOf(Versions)));

    private static Gen<string> QueryOf(FuzzCall call, FuzzValues values) => call.Method == "GET" || call.Query.Count > 0
        ? Gen.OneOf([.. ListParameters, .. call.Query]).Select(values.Text, (name, value) => $"{name}={Uri.EscapeDataString(value)}").Array[0, 3].Select(q => q.Length == 0 ? "" : "?" + string.Join('&', q))
        : Gen.Const("");

    private static Gen<string?> BodyOf(FuzzCall call, FuzzValues values) => call.Bodies.Count == 0
        ? Gen.Frequency((9, Gen.Const((string?)null)), (1, NoBody))
        : Gen.Frequency((29, Gen.Int[0, call.Bodies.Count - 1].SelectMany(i => values.For(call.Bodies[i])).Select(node => (string?)(node is null ? "null" : node.ToJsonString()))), (1, NoBody));

    private static Gen<string?> NoBody => Gen.OneOf(new string?[] { null, "", "{}", "[]", "{\"a\":", "null" });

    private static Gen<string> PathOf(string path, FuzzPool pool)
    {
        var parts = path.Split('/');
        var whole = Gen.Const("");
        for (var i = 1; i < parts.Length; i++)
        {
            var part = parts[i].StartsWith('{') ? pool.In(parts[i - 1]) : Gen.Const(parts[i]);
            whole = whole.Select(part, (before, next) => $"{before}/{Uri.EscapeDataString(next)}");
        }

        return whole;
    }
}
