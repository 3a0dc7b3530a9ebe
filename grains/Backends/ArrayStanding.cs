using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Drivers;
using OrleansStorage.Errors;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Backends;

/// <summary>
/// How this installation's record stands to one array: whose the array is, whether it has seen a newer record, and which volumes of ours it has seen later operations of. An array that belongs to nobody is
/// made ours. The record's generation is raised first and the array's after it, so that only a record that went back is ever below its array. Until the array has said whose it is, nothing is changed on it.
/// Knows no Orleans; runs on one scheduler at a time, as a grain does.
/// </summary>
/// <param name="id">The backend.</param>
/// <param name="marks">What the array keeps.</param>
/// <param name="record">What our record keeps.</param>
/// <param name="numbers">Which target numbers our record has set aside.</param>
/// <param name="installation">Who we are.</param>
/// <param name="time">The clock.</param>
public sealed class ArrayStanding(BackendId id, IMarkDriver marks, IGenerations record, ITargetNumbers numbers, InstallationId installation, TimeProvider time)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);
    private readonly EpochBook _epochs = new();
    private ArrayMark _mark = ArrayMark.None;
    private string _unread = "it was not asked yet";
    private bool _hasEpochs;
    private Task _looking = Task.CompletedTask;

    /// <summary>This installation.</summary>
    public InstallationId Installation => installation;

    /// <summary>How the record stands.</summary>
    public RecordStanding Kind { get; private set; }

    /// <summary>All of it, for people.</summary>
    public BackendStanding Report => new(Kind, installation, _mark.Owner, record.Generation, _mark.Generation, [.. _epochs.Held], WhyAll());

    /// <summary>What the array has seen.</summary>
    public IReadOnlyCollection<SeenEpoch> Seen => _epochs.All;

    /// <summary>What the array has seen of one volume; null for nothing.</summary>
    public SeenEpoch? SeenOf(VolumeId volume) => _epochs.Find(volume);

    /// <summary>Looks at the array's mark, and raises it when our record is the newest; who asks meanwhile waits for the same look. An array that does not answer changes nothing.</summary>
    public Task LookAsync() => _looking.IsCompleted ? _looking = LookOnceAsync() : _looking;

    /// <summary>Why a call must not reach the array; null when it may.</summary>
    public async Task<string?> WhyHeldAsync(VolumeId volume, ArrayFence fence)
    {
        if (Kind == RecordStanding.Unread) await LookAsync();
        if (Kind is RecordStanding.Unread or RecordStanding.Foreign) return WhyAll();
        return _epochs.WhyHeld(volume, fence) is not { } held ? null
            : $"The record of volume {volume} is behind its array, which has seen epoch {held.Seen} of it, the record {held.Known}: the database was restored or replaced. {Remedy}";
    }

    /// <summary>A call is about to be sent.</summary>
    public void Note(VolumeId volume, ArrayFence fence) => _epochs.Note(volume, fence);

    /// <summary>Takes the array over from another installation.</summary>
    /// <exception cref="StorageException">It belongs to somebody else, or does not answer.</exception>
    public async Task ClaimAsync(InstallationId from)
    {
        var claimed = await marks.ClaimAsync(installation, from, CancellationToken.None).WaitAsync(LongestLook, time);
        if (claimed.ToError() is { } error) throw error.ToException();
        await LookAsync();
    }

    /// <summary>From now on our record counts as newer than any that the array has seen.</summary>
    /// <exception cref="StorageException">The array is not ours, or does not answer.</exception>
    public async Task RecoverAsync()
    {
        await LookAsync();
        if (Kind is RecordStanding.Unread or RecordStanding.Foreign) throw new StorageError(ErrorKind.Busy, ErrorReason.Busy, WhyAll()!).ToException();
        if (record.Generation < _mark.Generation) await record.RaiseGenerationAsync(_mark.Generation);
        _epochs.Release();
        await LookAsync();
    }

    private string Remedy => $"Nothing of it is changed until an operator has looked: orleans-storage backend recover '{id}' --dry-run.";

    private string? WhyAll() => Kind switch
    {
        RecordStanding.Unread => $"The array of {id} has not said yet whose it is: {_unread}",
        RecordStanding.Foreign => Foreign(id.Value, _mark.Owner, installation),
        RecordStanding.Behind => $"The record is behind the array of {id}, which has seen generation {_mark.Generation} of it, and this is {record.Generation}: the database was restored or replaced. {Remedy}",
        _ => _epochs.Held.Count > 0 ? $"The record of {_epochs.Held.Count} volumes is behind the array of {id}: the database was restored or replaced. {Remedy}" : null,
    };

    /// <summary>What is said of an array that belongs to another installation.</summary>
    public static string Foreign(string name, InstallationId? owner, InstallationId installation) =>
        $"the array of {name} belongs to installation {owner}, and this is installation {installation}: orleans-storage backend claim '{name}' --from {owner} takes it over";

    private async Task LookOnceAsync()
    {
        using var limit = new CancellationTokenSource(LongestLook, time);
        try
        {
            await CompareAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            _unread = $"it did not answer within {LongestLook.TotalSeconds:F0} s";
        }
        catch (Exception e)
        {
            // What could not be read or written down is not known; the next look asks again.
            _unread = e.Message;
        }
    }

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } mark) return;
        _mark = mark;
        if (mark.Owner != installation)
        {
            Kind = RecordStanding.Foreign;
            return;
        }
        if (!_hasEpochs && !await ReadEpochsAsync(cancellationToken)) return;
        if (numbers.AreKnown && mark.NumbersBelow > numbers.Below) await numbers.ReserveAsync(mark.NumbersBelow);
        // The array was read before the record: what another activation has raised since is on record.
        if (record.IsStale || mark.Generation > record.Generation) await record.ReloadAsync();
        if (mark.Generation > record.Generation) Kind = RecordStanding.Behind;
        else await RaiseAsync(cancellationToken);
    }

    private async Task<ArrayMark?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await marks.ReadAsync(cancellationToken);
        if (read is { IsDone: true, Value.Owner: null }) read = await marks.ClaimAsync(installation, null, cancellationToken);
        if (!read.IsDone) _unread = read.Message ?? "it does not answer";
        return read.Value;
    }

    private async Task<bool> ReadEpochsAsync(CancellationToken cancellationToken)
    {
        var seen = await marks.ListEpochsAsync(cancellationToken);
        if (seen.IsDone) _epochs.Restore(seen.Value!);
        else _unread = seen.Message ?? "it does not answer";
        return _hasEpochs = seen.IsDone;
    }

    private async Task RaiseAsync(CancellationToken cancellationToken)
    {
        await record.RaiseGenerationAsync(record.Generation + 1);
        Kind = RecordStanding.InStep;
        var raised = await marks.RaiseAsync(new(installation, record.Generation, numbers.Below), cancellationToken);
        if (raised.IsDone) _mark = raised.Value!;
    }
}
