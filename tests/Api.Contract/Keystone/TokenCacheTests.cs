using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansStorage.Api.Identity.Keystone;

namespace OrleansStorage.Api.Tests.Keystone;

/// <summary>How long Keystone's answers are believed, and how often it is asked.</summary>
public sealed class TokenCacheTests : IDisposable
{
    private const int MaxAgeSeconds = 60;
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedKeystone _keystone = new();
    private readonly KeystoneToken _hour;
    private readonly TokenCache _tokens;

    public TokenCacheTests()
    {
        _tokens = Cache();
        _hour = Token(TimeSpan.FromHours(1));
        _keystone.Answer = _ => Task.FromResult<KeystoneToken?>(_hour);
    }

    public void Dispose() => _tokens.Dispose();

    [Fact]
    public async Task Find_ByManyAtOnce_AsksOnce()
    {
        var answer = new TaskCompletionSource<KeystoneToken?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _keystone.Answer = _ => answer.Task;
        var found = Enumerable.Range(0, 100).Select(_ => _tokens.FindAsync("a", false).AsTask()).ToList();

        answer.SetResult(_hour);

        Assert.All(await Task.WhenAll(found), token => Assert.Same(_hour, token));
        Assert.Equal(1, _keystone.Asked);
    }

    [Fact]
    public async Task Find_UntilTheMaximumAge_AsksOnce_AndThenAgain()
    {
        await _tokens.FindAsync("a", false);
        _time.Advance(TimeSpan.FromSeconds(MaxAgeSeconds - 1));
        await _tokens.FindAsync("a", false);
        Assert.Equal(1, _keystone.Asked);

        _time.Advance(TimeSpan.FromSeconds(1));
        await _tokens.FindAsync("a", false);
        Assert.Equal(2, _keystone.Asked);
    }

    [Fact]
    public async Task Find_OfARevokedToken_IsNullAfterTheMaximumAge()
    {
        Assert.NotNull(await _tokens.FindAsync("a", false));
        _keystone.Answer = _ => Task.FromResult<KeystoneToken?>(null);
        _time.Advance(TimeSpan.FromSeconds(MaxAgeSeconds));
        Assert.Null(await _tokens.FindAsync("a", false));
    }

    [Fact]
    public async Task Find_OfAnExpiredToken_AsksAgainBeforeTheMaximumAge()
    {
        _keystone.Answer = _ => Task.FromResult<KeystoneToken?>(_keystone.Asked > 1 ? null : Token(TimeSpan.FromSeconds(10)));
        Assert.NotNull(await _tokens.FindAsync("a", false));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await _tokens.FindAsync("a", false));
    }

    [Fact]
    public async Task Find_WhileKeystoneIsAway_GoesOnUntilTheTokenExpires()
    {
        await _tokens.FindAsync("a", false);
        _keystone.Answer = _ => throw new KeystoneUnavailableException("away");

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Same(_hour, await _tokens.FindAsync("a", false));
        Assert.Same(_hour, await _tokens.FindAsync("a", false));
        Assert.Equal(2, _keystone.Asked);

        _time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<KeystoneUnavailableException>(async () => await _tokens.FindAsync("a", false));
    }

    [Fact]
    public async Task Find_OfAnUnknownTokenWhileKeystoneIsAway_SaysSo_AndIsNotRemembered()
    {
        _keystone.Answer = _ => throw new KeystoneUnavailableException("away");
        await Assert.ThrowsAsync<KeystoneUnavailableException>(async () => await _tokens.FindAsync("b", false));
        _keystone.Answer = _ => Task.FromResult<KeystoneToken?>(_hour);
        Assert.Same(_hour, await _tokens.FindAsync("b", false));
    }

    [Fact]
    public async Task Find_OfARefusedToken_IsRememberedForAMoment()
    {
        _keystone.Answer = _ => Task.FromResult<KeystoneToken?>(null);
        Assert.Null(await _tokens.FindAsync("a", false));
        Assert.Null(await _tokens.FindAsync("a", false));
        Assert.Equal(1, _keystone.Asked);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await _tokens.FindAsync("a", false));
        Assert.Equal(2, _keystone.Asked);
    }

    [Fact]
    public async Task Find_OfATokenThatMayHaveExpired_IsAnotherQuestion()
    {
        _keystone.Answer = allowExpired => Task.FromResult(allowExpired ? Token(TimeSpan.FromHours(-1)) : null);
        Assert.Null(await _tokens.FindAsync("a", false));
        Assert.NotNull(await _tokens.FindAsync("a", true));
        Assert.NotNull(await _tokens.FindAsync("a", true));
        Assert.Null(await _tokens.FindAsync("a", false));
        Assert.Equal(2, _keystone.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\u00e4")]
    public async Task Find_OfWhatIsNoToken_AsksNobody(string text)
    {
        Assert.Null(await _tokens.FindAsync(text, false));
        Assert.Null(await _tokens.FindAsync(new string('a', 4097), false));
        Assert.Equal(0, _keystone.Asked);
    }

    [Fact]
    public async Task Find_OfMoreTokensThanAreRemembered_AsksAgain()
    {
        using var tokens = Cache(maxTokens: 1);
        await tokens.FindAsync("a", false);
        await tokens.FindAsync("b", false);
        await tokens.FindAsync("b", false);
        Assert.Equal(3, _keystone.Asked);
    }

    [Fact]
    public void Key_OfAToken_DoesNotHoldIt() => Assert.DoesNotContain("secret", TokenKey.Of("secret", false).ToString(), StringComparison.Ordinal);

    private KeystoneToken Token(TimeSpan left) => new("user", "project", FrozenSet<string>.Empty, _time.GetUtcNow() + left);

    private TokenCache Cache(int maxTokens = 1000) =>
        new(_keystone, Options.Create(new KeystoneOptions { MaxAgeSeconds = MaxAgeSeconds, MaxTokens = maxTokens }), _time, NullLogger<TokenCache>.Instance);

    private sealed class ScriptedKeystone : IKeystone
    {
        private int _asked;

        public int Asked => _asked;

        public Func<bool, Task<KeystoneToken?>> Answer { get; set; } = null!;

        public async Task<KeystoneToken?> ValidateAsync(string token, bool allowExpired)
        {
            Interlocked.Increment(ref _asked);
            return await Answer(allowExpired);
        }
    }
}
