using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Reconciliation;
using OrleansStorage.Drivers;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using OrleansStorage.Testing;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Cluster;

/// <summary>A reconciler and its array, on a real silo: what it finds, what it mends, and what it leaves alone.</summary>
public sealed class DriftTests : IDisposable
{
    private static readonly ReconcileOptions AtOnce = new(TimeSpan.FromDays(30), TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Reconcile_WithLeftoversUnknownAndForeignObjects_RemovesTheLeftoversOnly()
    {
        await using var host = await GrainHost.StartAsync(_directory, reconcile: AtOnce);
        var (id, volume) = await host.CreateVolumeAsync();
        var (other, unknown) = ((await host.CreateVolumeAsync()).Id, VolumeId.New());
        await GrainHost.AttachAsync(volume, "host");
        host.Driver.Array.AddForeignExport(Shown("iqn.2026-11.example:theirs"));
        var reconciler = await ReconcilerAsync(host, volume);
        Leave(host, id, "leftover", half: false);
        Leave(host, other, "half", half: true);
        Leave(host, unknown, "unknown", half: false);

        var (looked, done) = (await reconciler.Compare(), await reconciler.Reconcile());

        Assert.True(looked.IsDryRun);
        Assert.All(looked.Differences, d => Assert.Null(d.Outcome));
        await Eventually.Is("the leftovers are gone", () => Task.FromResult(host.Driver.Array.ListExports().Count == 3));
        Assert.Equal([GrainHost.Connector("host").Initiator!], host.ExportsOf(id));
        Assert.Contains(host.Driver.Array.ListExports(), e => !e.IsOurs);
        Assert.Equal([DriftKind.Foreign, DriftKind.Unknown], (await reconciler.Compare()).Differences.Select(d => d.Kind).Order());
        Assert.Single(host.ExportsOf(unknown));
        Assert.Equal(1, host.Driver.Array.HighestEpoch(unknown));
        Assert.DoesNotContain(done.Differences, d => d is { Kind: DriftKind.Foreign or DriftKind.Unknown, Action: not DriftAction.Leave });
    }

    [Fact]
    public async Task Reconcile_OfAnExportWithAnOpenSession_LeavesItUntilTheHostLoggedOut()
    {
        await using var host = await GrainHost.StartAsync(_directory, reconcile: AtOnce);
        var (id, volume) = await host.CreateVolumeAsync();
        Leave(host, id, "leftover", half: false);
        host.Driver.Array.OpenSession(id, GrainHost.Connector("leftover").Initiator!);

        var done = await (await ReconcilerAsync(host, volume)).Reconcile();

        Assert.Equal((DriftKind.Orphaned, DriftAction.Leave, 1), Assert.Single(done.Differences.Select(d => (d.Kind, d.Action, d.Sessions!.Value))));
        await GrainHost.AttachAsync(volume, "another");
        Assert.Equal(2, host.ExportsOf(id).Count);
    }

    [Fact]
    public async Task RemoveOrphan_OfAHostThatLoggedInMeanwhile_EndsNoSessionAndKeepsNothingWaiting()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (id, volume) = await host.CreateVolumeAsync();
        Leave(host, id, "leftover", half: false);
        host.Driver.Array.OpenSession(id, GrainHost.Connector("leftover").Initiator!);

        await GrainHost.ErrorOfAsync(volume.RemoveOrphan(GrainHost.Connector("leftover").Initiator));

        Assert.Equal(1, Assert.Single(host.Driver.Array.ListExports()).Sessions);
        await GrainHost.AttachAsync(volume, "another");
        Assert.Equal(2, host.ExportsOf(id).Count);
    }

    [Fact]
    public async Task Reconcile_WithinTheGrace_LeavesTheLeftover()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (id, volume) = await host.CreateVolumeAsync();
        Leave(host, id, "leftover", half: false);

        var done = await (await ReconcilerAsync(host, volume)).Reconcile();

        Assert.Equal((DriftKind.Orphaned, DriftAction.Leave), Assert.Single(done.Differences.Select(d => (d.Kind, d.Action))));
        Assert.Single(host.ExportsOf(id));
    }

    [Fact]
    public async Task Reconcile_WhenTheArrayForgotOneExport_MakesItAgainWithTheSameSecret()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (id, volume) = await host.CreateVolumeAsync();
        var attached = await GrainHost.AttachAsync(volume, "host");
        var reconciler = await ReconcilerAsync(host, volume);
        host.Driver.Array.RemoveExport(id, GrainHost.Connector("host"), Fence(host, id));

        var looked = await reconciler.Compare();
        var done = await reconciler.Reconcile();

        Assert.Equal((DriftKind.Missing, DriftAction.Recreate, (string?)null), Assert.Single(looked.Differences.Select(d => (d.Kind, d.Action, d.Outcome))));
        Assert.Equal("done", Assert.Single(done.Differences).Outcome);
        Assert.Single(host.ExportsOf(id));
        Assert.Equal(attached.Connection!.Data, (await volume.InitializeConnection(GrainHost.Connector("host"), GrainHost.Caller)).Data);
        Assert.Empty((await reconciler.Compare()).Differences);
    }

    [Fact]
    public async Task Reconcile_WhenTheArrayDoesNotAnswer_SaysSoAndChangesNothing()
    {
        await using var host = await GrainHost.StartAsync(_directory, reconcile: AtOnce);
        var (id, volume) = await host.CreateVolumeAsync();
        await GrainHost.AttachAsync(volume, "host");
        var reconciler = await ReconcilerAsync(host, volume);
        host.Driver.Faults.Always(SimulatedVerb.ListExports, SimulatedFault.Unreachable);
        var mutations = host.Driver.Array.MutationCount;

        var done = await reconciler.Reconcile();

        Assert.NotNull(done.Error);
        Assert.Equal(mutations, host.Driver.Array.MutationCount);
        Assert.Single(host.ExportsOf(id));
    }

    /// <summary>Puts an export on the array behind the control plane's back, as a call does whose record was lost.</summary>
    private static void Leave(GrainHost host, VolumeId volume, string name, bool half)
    {
        var array = host.Driver.Array;
        if (!array.ListVolumes().Any(v => v.Id == volume)) array.CreateVolume(new(volume, 1), null, Fence(host, volume));
        array.CreateExport(volume, new ExportSpec(GrainHost.Connector(name), new Secret("leftover"), null, 0, 0), Fence(host, volume), half);
    }

    private static ArrayFence Fence(GrainHost host, VolumeId volume) =>
        new(default, Math.Max(1, host.Driver.Array.HighestEpoch(volume)), DateTimeOffset.MaxValue) { Owner = host.Driver.Array.Mark.Owner };

    private static ArrayExport Shown(string target) => new() { VolumeId = null, Initiator = "iqn.2026-11.example:host", Location = new() { TargetName = target, Lun = 1, Portals = ["127.0.0.1:3260"] } };

    private static async Task<IReconcilerGrain> ReconcilerAsync(GrainHost host, IVolumeGrain volume) => host.Grains.GetGrain<IReconcilerGrain>((await volume.GetState())!.Backend!.Value.Value);
}
