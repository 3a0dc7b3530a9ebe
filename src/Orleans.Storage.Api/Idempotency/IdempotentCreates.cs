using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Connections;
using OrleansStorage.Faults;
using OrleansStorage.Idempotency;

namespace OrleansStorage.Api.Idempotency;

/// <summary>
/// Creates that a client may repeat: with an <c>Idempotency-Key</c> the first answer is given again for 24 hours, and what is made gets the same id however often it is asked for, so that a repetition
/// joins the grain's own create while the first is under way or after it died. Without the header nothing is read or written. Safe from any thread.
/// </summary>
internal sealed class IdempotentCreates(IIdempotencyKeys keys, TimeProvider time, IFaultPoints faults, ISiloClock? clock = null)
{
    private const string Header = "Idempotency-Key";
    private const int LongestKey = 255;

    /// <summary>Runs a create, or answers as the first one of its key did.</summary>
    /// <param name="request">The request.</param>
    /// <param name="create">Makes the resource and answers.</param>
    /// <exception cref="ApiException">400: the key is none; 409: it was given to another request.</exception>
    public Task RunAsync(ApiRequest request, Func<NewResource, Task> create) =>
        request.Http.Request.Headers.TryGetValue(Header, out var given) ? RunAsync(request, KeyOf(given), create) : create(new(Guid.NewGuid(), MayExist: false));

    private async Task RunAsync(ApiRequest request, string given, Func<NewResource, Task> create)
    {
        // By a clock that is ahead a key that is in use would be over.
        if (clock?.Refusal is { } refusal) throw refusal.ToException();
        var (caller, http) = (request.Caller, request.Http.Request);
        var scope = string.Join('\0', caller.Project.Value, caller.UserId, http.Method, http.Path.Value, given);
        var wanted = new IdempotencyKey(Digest(scope), Digest(request.Body.GetRawText()), Guid.NewGuid(), time.GetUtcNow());
        var key = await keys.TakeAsync(wanted, CancellationToken.None);
        if (key.RequestDigest != wanted.RequestDigest)
        {
            throw new ApiException(409, $"{Header} '{given}' was given to another request, with another body. Use a new key for a new request; a key is kept for {IIdempotencyKeys.Lifetime.TotalHours:0} hours.");
        }

        await faults.ReachAsync(FaultPoint.ApiHasKey);
        var answer = key.Answer ?? await AnswerFirstAsync(request.Http.Response, key, () => create(new(key.ResourceId, MayExist: key.ResourceId != wanted.ResourceId)));
        request.Http.Response.StatusCode = answer.Status;
        request.Http.Response.ContentType = JsonAnswer.ContentType;
        await request.Http.Response.WriteAsync(answer.Body.Reveal);
    }

    /// <summary>Answers into memory and puts the answer on record before anybody gets it. What throws is no answer: its repetition tries again.</summary>
    private async Task<IdempotentAnswer> AnswerFirstAsync(HttpResponse response, IdempotencyKey key, Func<Task> create)
    {
        var wire = response.Body;
        using var answer = new MemoryStream();
        response.Body = answer;
        try
        {
            await create();
            await response.BodyWriter.FlushAsync();
        }
        finally
        {
            response.Body = wire;
        }

        await faults.ReachAsync(FaultPoint.ApiBeforeKeyAnswer);
        return await keys.KeepAnswerAsync(key, new(response.StatusCode, new Secret(Encoding.UTF8.GetString(answer.GetBuffer().AsSpan(0, (int)answer.Length)))), CancellationToken.None);
    }

    private static string KeyOf(Microsoft.Extensions.Primitives.StringValues given) =>
        given is [{ Length: > 0 and <= LongestKey } key] && !key.AsSpan().ContainsAnyExceptInRange(' ', '~') ? key
            : throw ApiException.BadRequest($"{Header} must be one text of 1 to {LongestKey} printable ASCII characters.");

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
