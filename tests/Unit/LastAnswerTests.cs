using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests;

/// <summary>What one grain knows is known everywhere, also while its silo is lost.</summary>
public sealed class LastAnswerTests
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly LastAnswer<int> _last;
    private Func<Task<int>> _ask = () => Task.FromResult(1);
    private int _asked;

    public LastAnswerTests() => _last = new(() =>
    {
        _asked++;
        return _ask();
    }, MaxAge, Patience, _time);

    [Fact]
    public async Task Get_WithinTheAge_AsksOnce()
    {
        Assert.Equal(1, await _last.GetAsync());
        Assert.Equal(1, await _last.GetAsync());
        Assert.Equal(1, _asked);

        _ask = () => Task.FromResult(2);
        _time.Advance(MaxAge);
        Assert.Equal(2, await _last.GetAsync());
    }

    [Fact]
    public async Task Get_OfMany_SharesOneQuestion()
    {
        var answer = Hang();

        var all = Enumerable.Range(0, 10).Select(_ => _last.GetAsync().AsTask()).ToList();
        answer.SetResult(7);

        Assert.All(await Task.WhenAll(all), v => Assert.Equal(7, v));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Get_WhenTheGrainDoesNotAnswer_IsWhatItSaidBeforeOncePatienceEnds()
    {
        await GrowOldAsync();
        var answer = Hang();

        var first = _last.GetAsync().AsTask();
        Assert.False(first.IsCompleted);
        _time.Advance(Patience);
        Assert.Equal(1, await first);
        var second = _last.GetAsync();
        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal(1, await second);

        answer.SetResult(2);
        _time.Advance(MaxAge - Patience - TimeSpan.FromTicks(1));
        Assert.Equal(2, await _last.GetAsync());
    }

    [Fact]
    public async Task Get_WhenTheGrainsSiloIsLost_IsWhatItSaidBefore()
    {
        await GrowOldAsync();
        _ask = () => throw new SiloUnavailableException();

        Assert.Equal(1, await _last.GetAsync());
        await Assert.ThrowsAsync<SiloUnavailableException>(() => _last.AskAsync());
    }

    [Fact]
    public async Task Get_WhenTheGrainNeverAnswered_SaysWhyNot()
    {
        _ask = () => throw new SiloUnavailableException();

        await Assert.ThrowsAsync<SiloUnavailableException>(async () => await _last.GetAsync());
    }

    [Fact]
    public async Task Forget_WhileAnAnswerIsUnderWay_KeepsNeitherThatNorTheLast()
    {
        await GrowOldAsync();
        var answer = Hang();
        var before = _last.GetAsync().AsTask();

        _last.Forget();
        answer.SetResult(2);
        Assert.Equal(2, await before);
        _ask = () => Task.FromResult(3);

        Assert.Equal(3, await _last.GetAsync());
    }

    [Fact]
    public async Task Ask_WhoseAnswerComesAfterThatOfALaterOne_DoesNotReplaceIt()
    {
        var slow = Hang();
        var first = _last.AskAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _ask = () => Task.FromResult(2);
        await _last.AskAsync();

        slow.SetResult(1);
        await first;

        Assert.Equal(2, await _last.GetAsync());
    }

    private async Task GrowOldAsync()
    {
        await _last.GetAsync();
        _time.Advance(MaxAge);
    }

    private TaskCompletionSource<int> Hang()
    {
        var answer = new TaskCompletionSource<int>();
        _ask = () => answer.Task;
        return answer;
    }
}
