using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Drivers;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Projects;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>What becomes of a volume's operation when a silo is lost that had a part in it.</summary>
public sealed class LostSiloTests
{
    [Fact]
    public async Task Settle_OfALostActivationsIntentOnAnArrayThatFencesEpochs_WaitsForNothing()
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).State);
        volume.Backend.Hold = true;
        _ = volume.Run(Some.Connect(1, "a"));
        var lost = await volume.Backend.NextCallAsync();
        (volume.Backend.Hold, volume.Backend.Fences) = (false, true);

        volume.Reactivate();
        await Soon.Happens(volume.Settle(), "the intent was settled, though the clock stands still");

        Assert.Equal(ExportPhase.Exported, volume.State.FindExport("a")!.Phase);
        Assert.Equal(lost.Intent.Epoch + 1, volume.Backend.Calls[^1].Epoch);
    }

    [Theory]
    [InlineData(OutcomeKind.Done, OutcomeKind.Done)]
    [InlineData(OutcomeKind.Refused, OutcomeKind.Unknown)]
    [InlineData(OutcomeKind.Busy, OutcomeKind.Unknown)]
    public async Task Perform_WhenTheBackendsSiloIsLost_AsksTheNextActivationAndTrustsOnlyWhatIsDone(OutcomeKind second, OutcomeKind expected)
    {
        var grains = DispatchProxy.Create<IGrainFactory, OneBackend>();
        var backend = (OneBackend)(object)grains;
        backend.Second = second;
        var time = new FakeTimeProvider(Some.Now);
        var way = new GrainVolumeBackend(id => grains.GetGrain<IBackendGrain>(id.Value), _ => throw new InvalidOperationException("No project is asked."), _ => false, time);

        var performing = way.PerformAsync(Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a")).State, CancellationToken.None);
        await Soon.Happens(backend.Lost, "the backend's silo was lost");
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(expected, (await Soon.Happens(performing, "the next activation answered")).Kind);
    }

    [Fact]
    public async Task Admit_WhenTheBackendsSiloHangs_RefusesNothingAndLeavesTheOperationItsTime()
    {
        var time = new FakeTimeProvider(Some.Now);
        var backend = DispatchProxy.Create<IBackendGrain, SilentBackend>();
        var way = new GrainVolumeBackend(_ => backend, _ => throw new InvalidOperationException("Nothing is released."), _ => false, time);

        var asking = way.AdmitAsync(Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a")).State);
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await Soon.Happens(asking, "the asking was given up"));
    }

    [Fact]
    public async Task Release_WhenTheProjectsSiloHangs_DoesNotHoldTheVolume()
    {
        var time = new FakeTimeProvider(Some.Now);
        var project = DispatchProxy.Create<IProjectGrain, SilentBackend>();
        var way = new GrainVolumeBackend(_ => throw new InvalidOperationException("The volume is on no backend."), _ => project, _ => false, time);
        var state = Some.Volume() with { Backend = null };

        var releasing = way.ReleaseAsync(state, Assert.Single(Release.Between(state, state with { Gone = true })));
        Assert.False(releasing.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => Soon.Happens(releasing, "the releasing was given up"));
    }
}
