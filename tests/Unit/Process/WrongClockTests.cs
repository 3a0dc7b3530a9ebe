using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>An intent that a silo with a wrong clock left: it is waited out for as long as it may take, says so, and keeps no silo from stopping.</summary>
public sealed class WrongClockTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(60 * 24)]
    public async Task Connect_WhenADeadSilosClockWasHoursAhead_WaitsForTheOperationsOwnTimeAlone(int hoursAhead)
    {
        using var volume = Left(TimeSpan.FromHours(hoursAhead));
        var asked = volume.Run(Some.Connect(1, "a"));
        await Soon.Holds(() => volume.Process.Waits is not null, "the volume waits for the other's operation");

        Assert.Equal(Some.Now.AddSeconds(16), volume.Process.Waits!.Until);
        Assert.Contains("create-export", volume.Process.Waits.For, StringComparison.Ordinal);
        volume.Time.Advance(TimeSpan.FromSeconds(16));

        Assert.Equal(ExportPhase.Exported, (await Soon.Happens(asked, "the host was connected"))!.FindExport("a")!.Phase);
        Assert.Null(volume.Process.Waits);
    }

    [Fact]
    public async Task StopWaiting_WhileTheVolumeWaitsForAnothersOperation_EndsAtOnceAndTellsWhoAsked()
    {
        using var volume = Left(TimeSpan.FromHours(2));
        var asked = volume.Run(Some.Connect(1, "a"));
        await Soon.Holds(() => volume.Process.Waits is not null, "the volume waits for the other's operation");

        volume.Process.StopWaiting();

        await Soon.Happens(volume.Process.DrainAsync(CancellationToken.None), "the activation was drained");

        Assert.Equal(ErrorKind.Busy, (await ProcessFixture.Refused(asked)).Kind);
    }

    /// <summary>A volume whose silo died in an attach.</summary>
    private static ProcessFixture Left(TimeSpan ahead)
    {
        var state = Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a")).State!;
        return new(state with { Intent = state.Intent! with { NotAfter = state.Intent.NotAfter + ahead } });
    }
}
