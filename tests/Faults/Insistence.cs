using System.Net;
using OrleansStorage.Testing;

namespace OrleansStorage.Faults.Tests;

/// <summary>What a client does whose call's outcome is unknown, or whose reply is lost: it repeats the call as it was until it is answered.</summary>
internal static class Insistence
{
    /// <summary>For how long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Repeats a call until its answer says what became of it.</summary>
    public static async Task<ApiAnswer> RepeatAsync(Func<Task<ApiAnswer>> call)
    {
        ApiAnswer? answer = null;
        await Eventually.Is("a call is answered", async () => (answer = await TryAsync(call)) is { Status: < HttpStatusCode.InternalServerError }, Patience);
        return answer!;
    }

    private static async Task<ApiAnswer?> TryAsync(Func<Task<ApiAnswer>> call)
    {
        try
        {
            return await call();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
