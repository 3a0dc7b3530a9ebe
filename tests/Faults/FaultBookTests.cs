using Microsoft.Extensions.Time.Testing;
using OrleansStorage.FaultSilo.Faults;

namespace OrleansStorage.Faults.Tests;

/// <summary>When a rule strikes, and what it does then.</summary>
public sealed class FaultBookTests
{
    private const FaultPoint Point = FaultPoint.VolumeAfterIntent;
    private readonly FakeTimeProvider _time = new();
    private readonly List<FaultPoint> _exits = [];

    private FaultBook Book => field ??= new(_time, _exits.Add);

    [Theory]
    [InlineData(FaultVerb.Never, "-----")]
    [InlineData(FaultVerb.Always, "xxxxx")]
    [InlineData(FaultVerb.Once, "x----")]
    [InlineData(FaultVerb.Nth, "--x--")]
    public void Reach_UnderAVerb_StrikesAtItsTimes(FaultVerb verb, string expected)
    {
        Book.Arm(1, new FaultRule(Point, verb) { N = 3 });

        Assert.Equal(expected, Strikes(Book, expected.Length));
        Assert.Equal(new FaultCount(Point, 5, expected.Count(c => c == 'x')), Book.CountOf(Point));
    }

    [Fact]
    public void Reach_OfAnotherPoint_StrikesNothing()
    {
        Book.Arm(1, new FaultRule(Point, FaultVerb.Always));

        Assert.True(Book.ReachAsync(FaultPoint.VolumeAfterEffect).AsTask().IsCompletedSuccessfully);
        Assert.Equal([new FaultCount(FaultPoint.VolumeAfterEffect, 1, 0)], Book.Counts);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1000)]
    public void Reach_WithCertainProbability_StrikesNeverOrAlways(double probability, int expected)
    {
        Book.Arm(1, new FaultRule(Point, FaultVerb.Probability) { Probability = probability });

        Assert.Equal(expected, Strikes(Book, 1000).Count(c => c == 'x'));
    }

    [Fact]
    public void Reach_WithTheSameSeed_StrikesAtTheSameTimesWhateverOtherPointsDo()
    {
        var rule = new FaultRule(Point, FaultVerb.Probability) { Probability = 0.3 };
        var other = rule with { Point = FaultPoint.StoreAfterWrite };
        Book.Arm(7, rule, other);
        var first = Strikes(Book, 1000);
        Book.Arm(7, rule, other);
        Strikes(Book, 500, other.Point);

        Assert.Equal(first, Strikes(Book, 1000));
        Assert.InRange(first.Count(c => c == 'x'), 200, 400);
        Book.Arm(8, rule);
        Assert.NotEqual(first, Strikes(Book, 1000));
    }

    [Fact]
    public async Task Reach_WithAPause_WaitsAndGoesOn()
    {
        Book.Arm(1, new FaultRule(Point, FaultVerb.Always, FaultAction.Pause) { PauseMs = 500 });

        var reached = Book.ReachAsync(Point).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(reached.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await reached.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Reach_WithAnExit_EndsTheProcessAndNeverGoesOn()
    {
        Book.Arm(1, new FaultRule(Point, FaultVerb.Once, FaultAction.Exit));

        Assert.False(Book.ReachAsync(Point).AsTask().IsCompleted);
        Assert.Equal([Point], _exits);
    }

    [Fact]
    public void Arm_WithAWrongRule_SaysWhichFieldAndChangesNothing()
    {
        var right = new FaultRule(Point, FaultVerb.Always);
        Book.Arm(3, right);

        AssertRefused("point", right with { Point = 0 });
        AssertRefused("n is 0", right with { Verb = FaultVerb.Nth, N = 0 });
        AssertRefused("probability is 1.5", right with { Verb = FaultVerb.Probability, Probability = 1.5 });
        AssertRefused("probability is NaN", right with { Verb = FaultVerb.Probability, Probability = double.NaN });
        AssertRefused("pause_ms is 0", right with { Action = FaultAction.Pause });
        AssertRefused("volume-after-intent has more than one rule", right, right);
    }

    [Fact]
    public void Clear_OfAnArmedBook_DisarmsAndForgetsTheCounts()
    {
        Book.Arm(1, new FaultRule(Point, FaultVerb.Always));
        Strikes(Book, 2);

        Book.Clear();

        Assert.Empty(Book.Counts);
        Assert.Equal("--", Strikes(Book, 2));
    }

    private void AssertRefused(string why, params FaultRule[] rules)
    {
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => Book.Arm(4, rules)).Message, StringComparison.Ordinal);
        Assert.Equal(3, Book.Seed);
        Assert.Single(Book.Rules);
    }

    private static string Strikes(FaultBook book, int times, FaultPoint point = Point) => string.Concat(Enumerable.Range(0, times).Select(_ => Strikes(book, point) ? 'x' : '-'));

    private static bool Strikes(FaultBook book, FaultPoint point)
    {
        try
        {
            Assert.True(book.ReachAsync(point).AsTask().IsCompletedSuccessfully);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }
}
