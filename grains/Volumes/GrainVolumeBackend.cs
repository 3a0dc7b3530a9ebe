using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Volumes;

/// <summary>
/// A volume's way to its backend grain and its project grain: an intent becomes the verb of the same name. When the backend's grain is lost with its silo, its next activation is asked, within the same
/// intent: the verbs look before they act, so a repetition does no harm.
/// </summary>
/// <param name="backends">Finds a backend's grain.</param>
/// <param name="projects">Finds a project's grain.</param>
/// <param name="fencesEpochs">Whether a backend's array turns stale calls away by itself.</param>
/// <param name="time">The clock.</param>
/// <param name="clock">Whether it is right; null where nobody can tell.</param>
internal sealed class GrainVolumeBackend(Func<BackendId, IBackendGrain> backends, Func<ProjectId, IProjectGrain> projects, Func<BackendId, bool> fencesEpochs, TimeProvider time, ISiloClock? clock = null) : IVolumeBackend
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>A grain whose silo hangs must neither use up the operation's time before it has begun, nor hold the volume after it has ended.</summary>
    private static readonly TimeSpan LongestAsk = TimeSpan.FromSeconds(1);

    public async Task<StorageError?> AdmitAsync(VolumeState state)
    {
        var intent = state.Intent!;
        var lane = intent.Kind switch { IntentKind.CreateExport => AdmissionLane.Attach, IntentKind.RemoveExport => AdmissionLane.Detach, _ => AdmissionLane.Data };
        try
        {
            var request = new AdmissionRequest(lane, state.ProjectId, intent.OperationId, intent.NotAfter) { Volume = state.Id, Epoch = intent.Epoch, Known = intent.Known, KnownOperations = intent.KnownOperations };
            return await backends(state.Backend!.Value).Admit(request).WaitAsync(LongestAsk, time);
        }
        catch (Exception e) when (NoAnswer.Is(e))
        {
            return null;
        }
    }

    public async Task<ArrayOutcome<ArrayExport?>> PerformAsync(VolumeState state, CancellationToken cancellationToken)
    {
        var repeated = false;
        while (true)
        {
            try
            {
                var outcome = await AskAsync(state, cancellationToken);
                // What the lost activation did is not known, so only what the array shows now is.
                return repeated && !outcome.IsDone ? outcome with { Kind = OutcomeKind.Unknown } : outcome;
            }
            catch (Exception e) when (e is not TimeoutException && NoAnswer.Is(e) && !cancellationToken.IsCancellationRequested)
            {
                repeated = true;
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }
    }

    /// <summary>An array that remembers epochs turns away what comes too late, whatever the deadline says.</summary>
    public StorageError? Refuses(VolumeState state) => FencesEpochs(state) ? null : clock?.Refusal;

    public bool FencesEpochs(VolumeState state) => state.Backend is { } id && fencesEpochs(id);

    public async Task ReleaseAsync(VolumeState state, Release release)
    {
        if (state.Backend is { } id)
        {
            var backend = backends(id);
            await (release.KeepsSizeGiB > 0 ? backend.ReserveCapacity(release.Quota.Holder, release.KeepsSizeGiB) : backend.ReleaseCapacity(release.Quota.Holder)).WaitAsync(LongestAsk, time);
        }
        await projects(release.Project).Release(release.Quota).WaitAsync(LongestAsk, time);
    }

    private async Task<ArrayOutcome<ArrayExport?>> AskAsync(VolumeState state, CancellationToken cancellationToken)
    {
        var intent = state.Intent!;
        var backend = backends(state.Backend!.Value);
        return intent.Kind switch
        {
            IntentKind.CreateExport => (await backend.CreateExport(ExportOf(state, intent), cancellationToken)).Select(e => (ArrayExport?)e),
            IntentKind.RemoveExport => await UnexportAsync(backend, state, intent, cancellationToken),
            IntentKind.ExtendVolume => await ExtendAsync(backend, state, intent, cancellationToken),
            IntentKind.CreateVolume => Plain(await backend.CreateVolume(DataOf(state, intent), cancellationToken)),
            IntentKind.DeleteVolume => Plain(await backend.DeleteVolume(DataOf(state, intent), cancellationToken)),
            IntentKind.CreateSnapshot => Plain(await backend.CreateSnapshot(DataOf(state, intent), cancellationToken)),
            IntentKind.DeleteSnapshot => Plain(await backend.DeleteSnapshot(DataOf(state, intent), cancellationToken)),
            IntentKind.RevertVolume => Plain(await backend.RevertVolume(DataOf(state, intent), cancellationToken)),
            IntentKind.AdoptVolume or IntentKind.AdoptSnapshot => Plain(await backend.Adopt(DataOf(state, intent), cancellationToken)),
            IntentKind.ReleaseVolume or IntentKind.ReleaseSnapshot => Plain(await backend.Release(DataOf(state, intent), cancellationToken)),
            _ => throw new InvalidOperationException($"There is no intent {intent.Kind}."),
        };
    }

    /// <summary>Whoever cuts a host by force wants to know that it is cut: the array is read again, and until it shows nothing of the host the operation stays open.</summary>
    private static async Task<ArrayOutcome<ArrayExport?>> UnexportAsync(IBackendGrain backend, VolumeState state, Intent intent, CancellationToken cancellationToken)
    {
        var outcome = Plain(await backend.RemoveExport(UnexportOf(state, intent), cancellationToken));
        if (!outcome.IsDone || intent.Command != VolumeCommand.ForceDetachName) return outcome;
        var listed = await backend.ListExports(cancellationToken);
        if (!listed.IsDone) return ArrayOutcome.Unknown<ArrayExport?>($"The array was told to cut the host and could not be read again: {listed.Message}");
        var shows = HostOnArray.In(listed.Value!, state.Id, state.FindExport(intent.Host!)!.Connector.Initiator);
        return shows.IsCut ? outcome.Noting(t => t with { Shows = shows })
            : ArrayOutcome.Unknown<ArrayExport?>($"The array still shows host {intent.Host}: exported {shows.IsExported}, {shows.Sessions} sessions.");
    }

    private static async Task<ArrayOutcome<ArrayExport?>> ExtendAsync(IBackendGrain backend, VolumeState state, Intent intent, CancellationToken cancellationToken)
    {
        if (!await backend.ReserveCapacity(state.Id.Value, intent.NewSizeGiB!.Value))
            return ArrayOutcome.Busy<ArrayExport?>($"The pool {state.Backend} has no room for {intent.NewSizeGiB} GiB.", TimeSpan.FromMinutes(1));
        return Plain(await backend.ExtendVolume(DataOf(state, intent), cancellationToken));
    }

    private static ArrayOutcome<ArrayExport?> Plain(ArrayOutcome<Found> outcome) => outcome.Select(_ => (ArrayExport?)null).Noting(t => outcome.IsDone ? t with { Found = outcome.Value } : t);

    private static ArrayFence Fence(Intent intent) => new(intent.OperationId, intent.Epoch, intent.NotAfter) { Known = intent.Known, KnownOperations = intent.KnownOperations };

    private static CreateExportRequest ExportOf(VolumeState state, Intent intent)
    {
        var export = state.FindExport(intent.Host!)!;
        return new()
        {
            Volume = new(state.Id, state.SizeGiB), Connector = export.Connector, Fence = Fence(intent), Project = state.ProjectId, ChapSecret = export.ChapSecret, Recorded = export.Location,
        };
    }

    private static RemoveExportRequest UnexportOf(VolumeState state, Intent intent)
    {
        var export = state.FindExport(intent.Host!)!;
        return new()
        {
            Volume = new(state.Id, state.SizeGiB), Connector = export.Connector, Fence = Fence(intent), Project = state.ProjectId, Recorded = export.Location,
            UnlessInUse = intent.Command == VolumeCommand.RemoveOrphanName,
        };
    }

    private static VolumeOnArrayRequest DataOf(VolumeState state, Intent intent) => new()
    {
        Volume = new(state.Id, SizeGiBOf(state, intent)),
        Fence = Fence(intent),
        Project = state.ProjectId,
        Source = intent.Kind == IntentKind.CreateVolume && state.SourceVolumeId is { } source ? new VolumeSource(source, state.SnapshotId) : null,
        SnapshotId = intent.SnapshotId,
        Name = intent.ArrayName,
    };

    private static int SizeGiBOf(VolumeState state, Intent intent) =>
        intent.Kind == IntentKind.AdoptSnapshot && state.FindSnapshot(intent.SnapshotId!.Value) is { } snapshot ? snapshot.SizeGiB : intent.NewSizeGiB ?? state.SizeGiB;
}
