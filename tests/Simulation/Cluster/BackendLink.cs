using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>A caller's way to the backend grain: messages that take their time and get lost, as between silos. A lost one ends as a time-out of the caller.</summary>
internal sealed class BackendLink(SimWorld sim, ActorClock clock) : IBackendGrain
{
    public Task<ArrayOutcome<ArrayExport>> CreateExport(CreateExportRequest request, CancellationToken cancellationToken = default) => TurnAsync(AdmissionLane.Attach, request.Volume.Id, b => b.Process.CreateExportAsync(Sent(request)));

    public Task<ArrayOutcome<Found>> RemoveExport(RemoveExportRequest request, CancellationToken cancellationToken = default) => TurnAsync(AdmissionLane.Detach, request.Volume.Id, b => b.Process.RemoveExportAsync(Sent(request)));

    public Task<ArrayOutcome<Found>> CreateVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => TurnAsync(AdmissionLane.Data, request.Volume.Id, b => b.Process.CreateVolumeAsync(Sent(request)));

    public Task<ArrayOutcome<Found>> DeleteVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => TurnAsync(AdmissionLane.Data, request.Volume.Id, b => b.Process.DeleteVolumeAsync(Sent(request)));

    public Task<ArrayOutcome<Found>> ExtendVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => TurnAsync(AdmissionLane.Data, request.Volume.Id, b => b.Process.ExtendVolumeAsync(Sent(request)));

    public Task<ArrayOutcome<Found>> CreateSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => TurnAsync(AdmissionLane.Data, request.Volume.Id, b => b.Process.CreateSnapshotAsync(Sent(request)));

    public Task<ArrayOutcome<Found>> DeleteSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => TurnAsync(AdmissionLane.Data, request.Volume.Id, b => b.Process.DeleteSnapshotAsync(Sent(request)));

    public Task<ArrayOutcome<Found>> RevertVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => AskAsync(b => b.Process.RevertVolumeAsync(request));

    public Task<ArrayOutcome<Found>> Adopt(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => AskAsync(b => b.Process.AdoptAsync(request));

    public Task<ArrayOutcome<Found>> Release(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => AskAsync(b => b.Process.ReleaseAsync(request));

    public Task<ArrayOutcome<IReadOnlyList<ArrayObject>>> ListObjects(ArrayObjectKind kind, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The simulation adopts nothing.");

    public Task<StorageError?> Admit(AdmissionRequest request) => AskAsync(b => b.Process.AdmitAsync(sim.Plan.Mutant == Mutant.KnownEpochDropped ? request with { Known = null } : request));

    public Task<QueuePlace?> GetPlace(VolumeId volume) => AskAsync(b => Task.FromResult(b.Process.PlaceOf(volume)));

    public Task<bool> ReserveCapacity(Guid holder, int sizeGiB) => AskAsync(b => Task.FromResult(b.Process.ReserveCapacity(holder, sizeGiB)));

    public Task ReleaseCapacity(Guid holder) => AskAsync(b =>
    {
        b.Process.ReleaseCapacity(holder);
        return Task.FromResult(true);
    });

    public Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExports(CancellationToken cancellationToken = default) => AskAsync(b => b.Driver.ListExportsAsync(cancellationToken));

    public Task<ImmutableArray<SeenEpoch>> GetSeenEpochs(ImmutableArray<VolumeId>? volumes) =>
        AskAsync(b => Task.FromResult<ImmutableArray<SeenEpoch>>(volumes is { } some ? [.. some.Select(b.Standing.SeenOf).OfType<SeenEpoch>()] : [.. b.Standing.Seen]));

    public Task<BackendStanding> GetStanding() => AskAsync(async b =>
    {
        await b.Standing.LookAsync();
        return b.Standing.Report;
    });

    public Task<BackendStanding> Claim(InstallationId from) => AskAsync(async b =>
    {
        await b.Standing.ClaimAsync(from);
        return b.Standing.Report;
    });

    public Task<BackendStanding> Recover() => AskAsync(async b =>
    {
        await b.Standing.RecoverAsync();
        return b.Standing.Report;
    });

    public Task SetEnabled(bool enabled, string? disabledReason) => throw new NotSupportedException("The simulation closes no pool.");

    public Task SetFrozen(bool frozen) => throw new NotSupportedException("The simulation freezes no pool.");

    public Task<PoolReport> GetState() => AskAsync(async b => new PoolReport
    {
        Backend = SimWorld.Backend, BackendName = "sim", DriverName = "sim", StorageProtocol = "iSCSI", TotalGiB = 0, FreeGiB = 0, ProvisionedGiB = b.Process.ProvisionedGiB, MaxOverSubscriptionRatio = 1,
        ThinProvisioning = false, Multiattach = true, OnlineExtend = true, SharedTargets = sim.Plan.SharedTarget, AvailabilityZone = "", Enabled = true, IsUp = true, At = clock.GetUtcNow(),
        VolumeCount = b.Process.VolumeCount, Running = b.Process.Running, Waiting = b.Process.Waiting, Incarnation = (await b.Driver.GetStatsAsync(CancellationToken.None)).Value!.Incarnation,
    });

    private CreateExportRequest Sent(CreateExportRequest request) => request with { Fence = Sent(request.Fence) };

    private RemoveExportRequest Sent(RemoveExportRequest request) => request with { Fence = Sent(request.Fence) };

    private VolumeOnArrayRequest Sent(VolumeOnArrayRequest request) => request with { Fence = Sent(request.Fence) };

    private ArrayFence Sent(ArrayFence fence) => sim.Plan.Mutant == Mutant.KnownEpochDropped ? fence with { Known = null } : fence;

    /// <summary>Asks for a turn on the array, and has it written down when it is over.</summary>
    private Task<ArrayOutcome<T>> TurnAsync<T>(AdmissionLane lane, VolumeId volume, Func<SimBackend, Task<ArrayOutcome<T>>> ask) => AskAsync(async b =>
    {
        var outcome = await ask(b);
        if (outcome.Trace is { SlotMs: { } slotMs, ArrayMs: { } arrayMs }) sim.Recorder.Turn(b.Actor.Name, lane, volume, slotMs, arrayMs, outcome.Kind == OutcomeKind.Unknown);
        return outcome;
    });

    private Task<T> AskAsync<T>(Func<SimBackend, Task<T>> ask) => sim.Network.CallAsync<T>(() =>
    {
        var backend = sim.CurrentBackend;
        return (backend.Actor, () => ask(backend));
    }, clock);
}
