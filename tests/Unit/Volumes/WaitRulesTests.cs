using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>How long another's intent is waited out: as long as it may take from when it was written, whatever a clock said.</summary>
public sealed class WaitRulesTests
{
    private static readonly OperationTimeouts Timeouts = OperationTimeouts.Default;

    [Theory]
    [InlineData(15, null, 16)]
    [InlineData(15, 0, 16)]
    [InlineData(5, 10, 6)]
    [InlineData(-1, 16, 0)]
    [InlineData(-60, 75, 0)]
    // A clock two hours ahead, or sixty days: the wait is the operation's own time, from when it was written where the database says when.
    [InlineData(7_215, null, 16)]
    [InlineData(7_210, 5, 11)]
    [InlineData(5_184_015, 16, 0)]
    [InlineData(5_184_015, null, 16)]
    // A clock that is behind: its deadline is over, and the operation may be under way.
    [InlineData(-7_185, 3, 13)]
    // A database whose clock was set back, or forward, does neither harm.
    [InlineData(10, -3_600, 16)]
    [InlineData(10, 3_600, 11)]
    public void Left_OfAnExport_IsItsOwnTimeFromWhenItWasWritten(int deadlineInSeconds, int? ageSeconds, int expectedSeconds) =>
        Assert.Equal(expectedSeconds, Math.Max(0, Seconds(Intent(deadlineInSeconds), ageSeconds)));

    [Theory]
    [InlineData(60_000, 61)]
    [InlineData(long.MaxValue, 301)]
    [InlineData(-1, 1)]
    public void Left_OfAnIntentThatSaysHowLongItLasts_IsThatButNeverMoreThanTheLongest(long lastsMs, int expectedSeconds) =>
        Assert.Equal(expectedSeconds, Seconds(Intent(99_999_999) with { LastsMs = lastsMs }, null));

    [Fact]
    public void Again_OfAnIntent_SaysHowLongItLasts()
    {
        var life = Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a"));

        Assert.Equal(15_000, life.State!.Intent!.LastsMs);
        Assert.Equal(15_000, Owed.Again(life.State, Some.Context()).Intent!.LastsMs);
    }

    private static double Seconds(Intent intent, int? ageSeconds) => WaitRules.Left(intent, Some.Now, ageSeconds is { } age ? TimeSpan.FromSeconds(age) : null, Timeouts).TotalSeconds;

    private static Intent Intent(int deadlineInSeconds) => new()
    {
        OperationId = OperationId.New(), Kind = IntentKind.CreateExport, Epoch = 1, NotAfter = Some.Now.AddSeconds(deadlineInSeconds), Command = "connect-attachment", RequestId = "req-1", UserId = "user", StartedAt = Some.Now,
    };
}
