using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansStorage.FaultSilo.Faults;

namespace OrleansStorage.FaultSilo;

/// <summary><c>/fault-points</c>: what goes wrong in this silo. PUT arms rules in the place of all before and forgets the counts, DELETE disarms, GET shows. From loopback alone, with the token in <see cref="TokenHeader"/>.</summary>
public static class FaultCalls
{
    /// <summary>Where it is served.</summary>
    public const string Path = "/fault-points";

    /// <summary>The header with the token.</summary>
    public const string TokenHeader = "X-Fault-Token";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, PropertyNameCaseInsensitive = false };

    /// <summary>Serves it.</summary>
    /// <param name="app">The silo.</param>
    /// <param name="book">What is armed.</param>
    /// <param name="token">What callers must know.</param>
    public static void Map(WebApplication app, FaultBook book, string token)
    {
        var digest = Digest(token);
        var calls = app.MapGroup(Path).AddEndpointFilter((context, next) => WhyNot(context.HttpContext, digest) is { } refusal ? new(refusal) : next(context));
        calls.MapGet("", () => Shown(book));
        calls.MapPut("", request => ArmAsync(request, book));
        calls.MapDelete("", () =>
        {
            book.Clear();
            return Shown(book);
        });
    }

    private static async Task ArmAsync(HttpContext http, FaultBook book)
    {
        IResult answer;
        try
        {
            var wanted = await JsonSerializer.DeserializeAsync<FaultOrder>(http.Request.Body, Strict, http.RequestAborted) ?? throw new JsonException("The body is null.");
            book.Arm(wanted.Seed, wanted.Rules);
            answer = Shown(book);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            answer = Results.BadRequest(new { error = e.Message });
        }
        await answer.ExecuteAsync(http);
    }

    private static IResult Shown(FaultBook book) => Results.Json(new { seed = book.Seed, rules = book.Rules, counts = book.Counts }, Strict);

    private static IResult? WhyNot(HttpContext http, byte[] digest)
    {
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address)) return Results.NotFound();
        // Digests, so that the time of the comparison tells nothing of the length either.
        return CryptographicOperations.FixedTimeEquals(Digest(http.Request.Headers[TokenHeader].ToString()), digest) ? null : Results.Unauthorized();
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private sealed record FaultOrder([property: JsonPropertyName("rules"), JsonRequired] IReadOnlyList<FaultRule> Rules, [property: JsonPropertyName("seed")] int Seed = 0);
}
