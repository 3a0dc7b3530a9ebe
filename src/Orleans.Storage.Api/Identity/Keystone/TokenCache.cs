using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>
/// What Keystone said of tokens, for as long as it is believed. Asks once for a token however many requests carry it. Bounded; safe from any thread.
/// </summary>
internal sealed partial class TokenCache(IKeystone keystone, IOptions<KeystoneOptions> options, TimeProvider time, ILogger<TokenCache> logger) : IDisposable
{
    /// <summary>How long a refusal is believed: callers repeat what failed, and each repetition would cost Keystone as much as the first.</summary>
    private static readonly TimeSpan RefusalAge = TimeSpan.FromSeconds(5);

    /// <summary>How long a token that could not be checked again goes on before the next try.</summary>
    private static readonly TimeSpan GraceAge = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = options.Value.MaxTokens });
    private readonly ConcurrentDictionary<TokenKey, Lazy<Task<KeystoneToken?>>> _asked = new();
    private readonly TimeSpan _maxAge = TimeSpan.FromSeconds(options.Value.MaxAgeSeconds);

    /// <summary>What a token stands for; null when it is not valid.</summary>
    /// <param name="token">The token's text.</param>
    /// <param name="allowExpired">Whether one that has expired will do: a service vouches for a request that was begun in time.</param>
    /// <exception cref="KeystoneUnavailableException">Nobody can say.</exception>
    public ValueTask<KeystoneToken?> FindAsync(string token, bool allowExpired)
    {
        if (TokenKey.Of(token, allowExpired) is not { } key)
        {
            return default;
        }

        return TryGetFresh(key, out var known) ? new(known) : new(_asked.GetOrAdd(key, k => new(() => AskAsync(k, token))).Value);
    }

    /// <inheritdoc/>
    public void Dispose() => _answers.Dispose();

    private bool TryGetFresh(TokenKey key, out KeystoneToken? token)
    {
        var isFresh = _answers.TryGetValue(key, out Answer? answer) && time.GetUtcNow() < answer!.FreshUntil;
        token = isFresh ? answer!.Token : null;
        return isFresh;
    }

    private async Task<KeystoneToken?> AskAsync(TokenKey key, string token)
    {
        try
        {
            // Another question may have ended between this one's look and its turn.
            if (TryGetFresh(key, out var known))
            {
                return known;
            }

            var found = await keystone.ValidateAsync(token, key.AllowsExpired);
            Keep(key, found, found is null ? RefusalAge : _maxAge);
            return found;
        }
        catch (KeystoneUnavailableException e) when (_answers.TryGetValue(key, out Answer? old) && old!.Token is { } last && time.GetUtcNow() < last.ExpiresAt)
        {
            LogGrace(e.Message);
            Keep(key, last, GraceAge);
            return last;
        }
        finally
        {
            _asked.TryRemove(key, out _);
        }
    }

    private void Keep(TokenKey key, KeystoneToken? token, TimeSpan age)
    {
        var now = time.GetUtcNow();
        var left = token is null || key.AllowsExpired ? age : token.ExpiresAt - now;
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        using var entry = _answers.CreateEntry(key);
        entry.Value = new Answer(token, now + (left < age ? left : age));
        entry.Size = 1;
        // A flood of made-up tokens drives out its own kind first.
        entry.Priority = token is null ? CacheItemPriority.Low : CacheItemPriority.Normal;
        entry.AbsoluteExpirationRelativeToNow = left;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A token could not be checked again and goes on until it expires: {Reason}")]
    private partial void LogGrace(string reason);

    private sealed record Answer(KeystoneToken? Token, DateTimeOffset FreshUntil);
}
