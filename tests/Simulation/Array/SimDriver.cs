using OrleansStorage.Backends;
using OrleansStorage.Drivers;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Array;

/// <summary>
/// One backend activation's way to the array, on which calls take time and go wrong. What was sent happens on the array although the sender may be dead by then; what was not sent by the deadline, by the sender's clock,
/// never happens.
/// </summary>
internal sealed class SimDriver(SimWorld sim, Actor owner, InstallationId installation) : IDriver, IVolumeDriver, IExportDriver, IMarkDriver
{
    private readonly Chance _chance = sim.World.Chance;

    public DriverTraits Traits { get; } = new()
    {
        StorageProtocol = "iSCSI", Concurrency = sim.Plan.Concurrency, SharedTargets = sim.Plan.SharedTarget, NumbersTargets = true, LastLun = sim.Plan.LastLun, OnlineExtend = true, Multiattach = true,
    };

    public IVolumeDriver Volumes => this;

    public IExportDriver Exports => this;

    public IMarkDriver Marks => this;

    public IConnectionReader Connections => throw new NotSupportedException("The simulation reads locations, not connection data.");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<ArrayOutcome<Found>> CreateVolumeAsync(ArrayVolume volume, VolumeSource? source, ArrayFence fence, CancellationToken cancellationToken) =>
        SendAsync(volume.Id, fence, () => sim.Array.CreateVolume(volume, fence), null, cancellationToken);

    public Task<ArrayOutcome<Found>> DeleteVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) =>
        SendAsync(volume.Id, fence, () => sim.Array.DeleteVolume(volume.Id, fence), null, cancellationToken);

    public Task<ArrayOutcome<Found>> ExtendVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) =>
        SendAsync(volume.Id, fence, () => sim.Array.ExtendVolume(volume, fence), null, cancellationToken);

    public Task<ArrayOutcome<Found>> CreateSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        SendAsync(volume.Id, fence, () => sim.Array.CreateSnapshot(volume, snapshot, fence), null, cancellationToken);

    public Task<ArrayOutcome<Found>> DeleteSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        SendAsync(volume.Id, fence, () => sim.Array.DeleteSnapshot(volume.Id, snapshot, fence), null, cancellationToken);

    public Task<ArrayOutcome<ArrayStats>> GetStatsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(ArrayOutcome.Done(new ArrayStats(1_000_000, 1_000_000, sim.Array.Incarnation.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    public async Task<ArrayOutcome<ArrayExport>> CreateExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken)
    {
        var outcome = await SendAsync(volume.Id, fence, () => sim.Array.CreateExport(volume.Id, export, fence, half: false), () => sim.Array.CreateExport(volume.Id, export, fence, half: true), cancellationToken);
        if (sim.Plan.Mutant == Mutant.SecretTold && !outcome.IsDone) return outcome with { Message = $"{outcome.Message} (chap {export.ChapSecret.Reveal})" };
        if (sim.Plan.Mutant == Mutant.FailedExportRemovesAll && !outcome.IsDone) sim.Array.RemoveAllExports(volume.Id, fence);
        return outcome;
    }

    public async Task<ArrayOutcome<Found>> RemoveExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken)
    {
        var outcome = await SendAsync(volume.Id, fence, () => sim.Array.RemoveExport(volume.Id, export.Connector, fence), null, cancellationToken);
        return sim.Plan.Mutant == Mutant.FailedRemovalIsDone && !outcome.IsDone ? ArrayOutcome.Done(Found.Nothing) : outcome;
    }

    public Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExportsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(sim.Strikes(SimFault.ArrayUnreachable) ? ArrayOutcome.Unreachable<IReadOnlyList<ArrayExport>>("The array is not reached.") : ArrayOutcome.Done(sim.Array.List()));

    public Task<ArrayOutcome<ArrayMark>> ReadAsync(CancellationToken cancellationToken) => Mark(() => ArrayOutcome.Done(sim.Plan.Mutant == Mutant.OwnerIgnored ? sim.Array.Mark with { Owner = installation } : sim.Array.Mark));

    public Task<ArrayOutcome<ArrayMark>> ClaimAsync(InstallationId owner, InstallationId? from, CancellationToken cancellationToken) => Mark(() => sim.Array.Claim(owner, from));

    public Task<ArrayOutcome<ArrayMark>> RaiseAsync(ArrayMark mark, CancellationToken cancellationToken) => Mark(() => sim.Array.Raise(mark));

    public Task<ArrayOutcome<IReadOnlyList<SeenEpoch>>> ListEpochsAsync(CancellationToken cancellationToken) => Mark(() => ArrayOutcome.Done(sim.Array.Seen));

    private Task<ArrayOutcome<T>> Mark<T>(Func<ArrayOutcome<T>> verb) => Task.FromResult(sim.Strikes(SimFault.ArrayUnreachable) ? ArrayOutcome.Unreachable<T>("The array is not reached.") : verb());

    private async Task<ArrayOutcome<T>> SendAsync<T>(VolumeId volume, ArrayFence fence, Func<ArrayOutcome<T>> effect, Action? half, CancellationToken deadline)
    {
        if (deadline.IsCancellationRequested && sim.Plan.Mutant != Mutant.ArrayCallOutlivesDeadline) return ArrayOutcome.Unreachable<T>("Its time was over before the array was called.");
        if (sim.Strikes(SimFault.ArrayRefuses)) return ArrayOutcome.Refused<T>("The array refuses.");
        if (sim.Strikes(SimFault.ArrayUnreachable)) return ArrayOutcome.Unreachable<T>("The array is not reached.");
        if (sim.Strikes(SimFault.ArrayLosesRequest)) return ArrayOutcome.Unknown<T>("The request was lost.");
        var answer = new TaskCompletionSource<ArrayOutcome<T>>();
        Travel(volume, fence, effect, half, answer);
        try
        {
            return await answer.Task.WaitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            return ArrayOutcome.Unknown<T>("The array did not answer in time.");
        }
    }

    /// <summary>The call on its way: when it takes effect, whether wholly, and whether anybody hears of it.</summary>
    private void Travel<T>(VolumeId volume, ArrayFence fence, Func<ArrayOutcome<T>> effect, Action? half, TaskCompletionSource<ArrayOutcome<T>> answer)
    {
        var incarnation = sim.Array.Incarnation;
        var deadline = fence.NotAfter - World.Beginning - owner.ClockOffset;
        var hangs = sim.Strikes(SimFault.ArrayHangs);
        var delay = hangs ? _chance.Ms(0, 17_000) : sim.Strikes(SimFault.ArraySlow) ? _chance.Ms(100, 5_000) : _chance.Ms(0, 20);
        var isLateAllowed = sim.Plan.Mutant == Mutant.ArrayCallOutlivesDeadline;
        if (sim.Plan.Mutant == Mutant.ArrayCallOutlivesDeadline && hangs) delay += TimeSpan.FromSeconds(15);
        if (sim.World.Now + delay > deadline && !isLateAllowed) return;
        var isHalf = half is not null && sim.Strikes(SimFault.ArrayHalf);
        sim.World.After(delay, () =>
        {
            if (sim.Array.Incarnation != incarnation) return;
            if (sim.Array.TurnAway(volume, fence) is { } why)
            {
                answer.TrySetResult(ArrayOutcome.Refused<T>(why));
                return;
            }
            if (isHalf) half!();
            var outcome = isHalf ? ArrayOutcome.Unknown<T>("Half of it was made.") : effect();
            if (hangs) return;
            answer.TrySetResult(sim.Strikes(SimFault.ArrayLosesReply) ? ArrayOutcome.Unknown<T>("The reply was lost.") : outcome);
        });
    }
}
