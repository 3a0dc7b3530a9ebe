using OrleansStorage.Domain.Volumes;
using OrleansStorage.Grains.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>The row of one volume, shared by the stores of several activations, each of which knows the version that it read.</summary>
internal sealed class MemoryRow
{
    public VolumeState? State { get; set; }

    public int Version { get; set; }

    public int Writes { get; set; }
}

/// <summary>One activation's view of the row. Writes JSON as the real one does, takes a turn of the scheduler, and loses when somebody else wrote since.</summary>
internal sealed class MemoryVolumeStore(MemoryRow row) : IVolumeStore
{
    private int _version = row.Version;

    public VolumeState? State { get; private set; } = row.State;

    public bool WasRemoved => State is null && _version > 0;

    /// <summary>Fails the next write as a conflict.</summary>
    public bool ConflictNext { get; set; }

    /// <summary>Until then a write that is applied is not answered.</summary>
    public Task AnswerAfter { get; set; } = Task.CompletedTask;

    public async Task WriteAsync(VolumeState state)
    {
        await Task.Yield();
        Guard();
        row.State = VolumeStateJson.Read(VolumeStateJson.Write(state));
        row.Writes++;
        await AnswerAfter;
        _version = ++row.Version;
        State = state.Gone ? null : row.State;
    }

    public async Task ConfirmAsync()
    {
        await Task.Yield();
        if (_version != row.Version) throw new StaleStateException(new InvalidOperationException("Somebody else wrote."));
    }

    public async Task ClearAsync()
    {
        await Task.Yield();
        Guard();
        row.State = null;
        _version = ++row.Version;
        State = null;
    }

    private void Guard()
    {
        if (!ConflictNext && _version == row.Version) return;
        ConflictNext = false;
        throw new StaleStateException(new InvalidOperationException("Somebody else wrote."));
    }
}
