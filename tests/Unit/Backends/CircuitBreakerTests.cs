using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>When an array is left alone, and when it is called again (L5).</summary>
public sealed class CircuitBreakerTests
{
    private static readonly DateTimeOffset Later = Some.Now.AddSeconds(5);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void Record_EveryCallOfTheArrayHangs_OpensAfterAFewRounds(int concurrency)
    {
        var breaker = new CircuitBreaker(concurrency);
        for (var i = 0; i < 100; i++) End(breaker, failed: false);
        var failures = 0;

        do failures++;
        while (!End(breaker, failed: true));

        Assert.InRange(failures, 3, Math.Max(3, concurrency));
        Assert.Equal(BreakerState.Open, breaker.State(Some.Now));
    }

    [Fact]
    public void Record_HalfOfTheCallsFail_Opens()
    {
        var breaker = new CircuitBreaker(8);
        var calls = 0;

        while (!End(breaker, failed: calls % 2 == 1)) Assert.InRange(++calls, 1, 20);

        Assert.Equal(BreakerState.Open, breaker.State(Some.Now));
    }

    [Fact]
    public void Record_OneOfFourFails_StaysClosed()
    {
        var breaker = new CircuitBreaker(8);

        for (var i = 0; i < 1000; i++) Assert.False(End(breaker, failed: i % 4 == 0));
    }

    [Fact]
    public void TryPass_Open_LetsNobodyThroughUntilThePauseIsOverAndThenOne()
    {
        var breaker = Opened();

        Assert.Null(breaker.TryPass(Later.AddTicks(-1)));
        Assert.Equal(BreakerState.HalfOpen, breaker.State(Later));
        Assert.NotNull(breaker.TryPass(Later));
        Assert.Null(breaker.TryPass(Later.AddHours(1)));
        Assert.False(breaker.LetsIn(Later.AddHours(1)));
    }

    [Fact]
    public void Record_TheTrySucceeds_ClosesAndForgetsTheFailures()
    {
        var breaker = Opened();

        Assert.False(breaker.Record(breaker.TryPass(Later)!.Value, failed: false, Later));

        Assert.Equal(BreakerState.Closed, breaker.State(Later));
        Assert.False(End(breaker, failed: true));
        Assert.Equal(BreakerState.Closed, breaker.State(Later));
    }

    [Fact]
    public void Record_TheTryFails_OpensForAnotherPause()
    {
        var breaker = Opened();

        Assert.True(breaker.Record(breaker.TryPass(Later)!.Value, failed: true, Later));

        Assert.Equal((BreakerState.Open, BreakerState.HalfOpen), (breaker.State(Later), breaker.State(Later.AddSeconds(5))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Record_CallsFromBeforeItOpened_ChangeNothing(bool failed)
    {
        var breaker = new CircuitBreaker(8);
        var late = breaker.TryPass(Some.Now)!.Value;
        while (!End(breaker, failed: true)) { }
        var trial = breaker.TryPass(Later)!.Value;

        Assert.False(breaker.Record(late, failed, Later));

        Assert.Equal(BreakerState.HalfOpen, breaker.State(Later));
        Assert.False(breaker.Record(trial, failed: false, Later));
        Assert.Equal(BreakerState.Closed, breaker.State(Later));
    }

    [Fact]
    public void Record_CallsCutOffBeforeTheyHadAFairTime_DoNotOpenItButEndATry()
    {
        var breaker = new CircuitBreaker(8);
        for (var i = 0; i < 100; i++) Assert.False(breaker.Record(breaker.TryPass(Some.Now)!.Value, failed: true, Some.Now, conclusive: false));
        Assert.Equal(BreakerState.Closed, breaker.State(Some.Now));

        breaker = Opened();
        Assert.True(breaker.Record(breaker.TryPass(Later)!.Value, failed: true, Later, conclusive: false));
        Assert.Equal(BreakerState.Open, breaker.State(Later));
    }

    private static CircuitBreaker Opened()
    {
        var breaker = new CircuitBreaker(8);
        while (!End(breaker, failed: true)) { }
        return breaker;
    }

    private static bool End(CircuitBreaker breaker, bool failed) => breaker.Record(breaker.TryPass(Some.Now)!.Value, failed, Some.Now);
}
