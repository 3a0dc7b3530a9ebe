using System.Collections.Immutable;
using System.Security.Cryptography;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Drivers;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Records;

namespace OrleansStorage.Grains.Backends;

/// <summary>
/// One array's pool: admits calls, sets LUNs and target numbers aside, and keeps count of space. Knows no Orleans: the grain is its adapter, the tests' simulator another. Writes nothing per call; what it
/// must know it takes over when it wakes. Runs on one scheduler at a time, as a grain does.
/// </summary>
public sealed partial class BackendProcess(BackendId id, IDriver driver, ITargetNumbers numbers, ISecretSealer secrets, OperationTimeouts timeouts, TimeProvider time, IFaultPoints faults, TimeSpan lunCoolDown,
    BackendMeter? meter = null, ArrayStanding? standing = null)
{
    private static readonly TimeSpan HeldRetry = TimeSpan.FromSeconds(30);
    private const int NumberBlock = 256;
    private readonly SteadyClock _clock = new(time);
    private readonly ArraySlots _slots = new(driver.Traits.Concurrency, timeouts.Longest, time, faults, meter);
    private readonly LunAllocator _luns = new(driver.Traits.FirstLun, driver.Traits.LastLun, lunCoolDown);
    private readonly HashSet<Guid> _volumes = [];
    private readonly CapacityBook _capacity = new();
    private int? _nextNumber;
    private Task _block = Task.CompletedTask;

    /// <summary>Calls that hold a slot.</summary>
    public int Running => _slots.Running;

    /// <summary>Calls that wait for one.</summary>
    public int Waiting => _slots.Waiting;

    /// <inheritdoc cref="PoolReport.EstimatedWait"/>
    public TimeSpan EstimatedWait => _slots.EstimatedWait;

    /// <inheritdoc cref="PoolReport.Breaker"/>
    public BreakerState Breaker => _slots.Breaker;

    /// <inheritdoc cref="PoolReport.Lanes"/>
    public ImmutableArray<LaneReport> Lanes => _slots.Lanes;

    /// <summary>Volumes on this pool.</summary>
    public int VolumeCount => _volumes.Count;

    /// <summary>All that is on record and promised, in GiB.</summary>
    public long ProvisionedGiB => _capacity.ProvisionedGiB;

    /// <summary>How much may be promised, in GiB; unlimited growth is refused until the array has said how large it is.</summary>
    public double LimitGiB { get; set; }

    /// <summary>Takes over what is on record.</summary>
    public void Adopt(IEnumerable<CapacityHolder> holders, IEnumerable<RecordedExport> exports)
    {
        foreach (var holder in holders)
        {
            _capacity.Set(holder.Holder, holder.SizeGiB, _clock.Now);
            if (holder.IsVolume) _volumes.Add(holder.Holder);
        }
        foreach (var export in exports)
        {
            if (driver.Traits.SharedTargets && export.Lun is { } lun) _luns.Adopt(export.VolumeId, export.Host, lun);
        }
    }

    /// <inheritdoc cref="IBackendGrain.Admit"/>
    public async Task<StorageError?> AdmitAsync(AdmissionRequest request)
    {
        if (request.Volume is { } volume && await HeldAsync<Found>(volume, request.Fence) is { } held) return held.ToError();
        return _slots.Admit(request);
    }

    /// <inheritdoc cref="IBackendGrain.GetPlace"/>
    public QueuePlace? PlaceOf(VolumeId volume) => _slots.PlaceOf(volume);

    /// <inheritdoc cref="IBackendGrain.CreateExport"/>
    public async Task<ArrayOutcome<ArrayExport>> CreateExportAsync(CreateExportRequest request)
    {
        var (volume, host) = (request.Volume, request.Connector.Host);
        if (await HeldAsync<ArrayExport>(volume.Id, request.Fence) is { } held) return held;
        if (Open(request.ChapSecret) is not { } secret) return ArrayOutcome.Refused<ArrayExport>(StorageError.Unreadable(RecordKind.Volume, volume.Id).Message);
        if (await NextNumberAsync() is not { } number) return ArrayOutcome.Refused<ArrayExport>(StorageError.Unreadable(RecordKind.Backend, id).Message);
        if (TakeLun(volume, host, number) is not { } lun) return ArrayOutcome.Refused<ArrayExport>("Every LUN of the shared target is taken or cooling down.");
        await faults.ReachAsync(FaultPoint.BackendHasLun);
        var spec = new ExportSpec(request.Connector, secret, request.Recorded, driver.Traits.NumbersTargets ? number : 0, lun);
        var outcome = await RunAsync(AdmissionLane.Attach, request.Project, volume.Id, request.Fence, (fence, token) => driver.Exports.CreateExportAsync(volume, spec, fence, token));
        if (request.Recorded is not null) return outcome;
        if (outcome.Kind is OutcomeKind.Busy or OutcomeKind.Refused or OutcomeKind.Unreachable) _luns.GiveBack(volume.Id, host, number, outcome.Kind == OutcomeKind.Busy ? null : _clock.Now);
        return outcome;
    }

    /// <inheritdoc cref="IBackendGrain.RemoveExport"/>
    public async Task<ArrayOutcome<Found>> RemoveExportAsync(RemoveExportRequest request)
    {
        var volume = request.Volume;
        // A record that is behind may not know everybody who came to own what it takes for its own.
        var unlessInUse = request.UnlessInUse || standing?.Kind == RecordStanding.Behind;
        var spec = new ExportSpec(request.Connector, default, request.Recorded, 0, request.Recorded?.Lun ?? 0) { UnlessInUse = unlessInUse };
        var outcome = await RunAsync(AdmissionLane.Detach, request.Project, volume.Id, request.Fence, (fence, token) => driver.Exports.RemoveExportAsync(volume, spec, fence, token));
        if (outcome.IsDone) _luns.Release(volume.Id, request.Connector.Host, _clock.Now);
        return outcome;
    }

    /// <inheritdoc cref="IBackendGrain.ReserveCapacity"/>
    public bool ReserveCapacity(Guid holder, int sizeGiB) => _capacity.TrySet(holder, sizeGiB, LimitGiB, _clock.Now);

    /// <inheritdoc cref="IBackendGrain.ReleaseCapacity"/>
    public void ReleaseCapacity(Guid holder)
    {
        _capacity.Remove(holder);
        _volumes.Remove(holder);
    }

    /// <summary>The time that <see cref="Recount"/> is told in.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>Counts again: takes over what is on record of the holders that were set before <paramref name="setBefore"/>; those that are not on record hold nothing.</summary>
    public void Recount(IEnumerable<CapacityHolder> onRecord, DateTimeOffset setBefore)
    {
        foreach (var holder in _capacity.Recount(onRecord, setBefore)) _volumes.Remove(holder);
    }

    private async Task<ArrayOutcome<T>> RunAsync<T>(AdmissionLane lane, ProjectId project, VolumeId volume, ArrayFence fence, Func<ArrayFence, CancellationToken, Task<ArrayOutcome<T>>> call)
    {
        if (await HeldAsync<T>(volume, fence) is { } held) return held;
        var owned = fence with { Owner = standing?.Installation };
        return await _slots.RunAsync(lane, project, volume, owned, async token =>
        {
            await faults.ReachAsync(FaultPoint.BackendHasSlot);
            standing?.Note(volume, owned);
            var outcome = await call(owned, token);
            await faults.ReachAsync(FaultPoint.BackendAfterDriver);
            return outcome;
        });
    }

    /// <summary>Busy, and nothing is touched, while the array is not ours to change or the volume's record is behind it; null when the call may go on.</summary>
    private async Task<ArrayOutcome<T>?> HeldAsync<T>(VolumeId volume, ArrayFence fence) =>
        standing is not null && await standing.WhyHeldAsync(volume, fence) is { } why ? ArrayOutcome.Busy<T>(why, HeldRetry) : null;

    /// <summary>Null for one that is damaged, or sealed with another key.</summary>
    private Secret? Open(SealedSecret secret)
    {
        try
        {
            return secrets.Open(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private int? TakeLun(ArrayVolume volume, string host, int ticket) => driver.Traits.SharedTargets ? _luns.Take(volume.Id, host, ticket, _clock.Now) : 0;

    /// <summary>The next target number, or the next place in the rotation of LUNs; a block is on record before its first is given to anybody. Null when nobody can tell which were given.</summary>
    private async Task<int?> NextNumberAsync()
    {
        if (driver.Traits is { NumbersTargets: false, SharedTargets: false }) return 0;
        if (!numbers.AreKnown) return null;
        _nextNumber ??= numbers.Below;
        while (!_block.IsCompleted || _nextNumber >= numbers.Below)
        {
            if (_block.IsCompleted) _block = numbers.ReserveAsync(_nextNumber.Value + NumberBlock);
            await _block;
        }
        var number = _nextNumber.Value;
        _nextNumber = number + 1;
        return number;
    }
}
