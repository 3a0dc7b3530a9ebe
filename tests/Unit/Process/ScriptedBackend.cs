using System.Threading.Channels;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>One call that reached the array; the test says when and how it ends.</summary>
internal sealed class ArrayCall(Intent intent, CancellationToken deadline)
{
    private readonly TaskCompletionSource<ArrayOutcome<ArrayExport?>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Intent Intent { get; } = intent;

    public CancellationToken Deadline { get; } = deadline;

    public Task<ArrayOutcome<ArrayExport?>> Answered => _answer.Task;

    public void End(OutcomeKind kind = OutcomeKind.Done) => _answer.SetResult(Answer.To(Intent, kind));

    public void Throw(Exception exception) => _answer.SetException(exception);
}

/// <summary>An array that a test plays. By itself it does at once what it is asked; once held, each call waits for the test.</summary>
internal sealed class ScriptedBackend : IVolumeBackend
{
    private readonly Channel<ArrayCall> _arrived = Channel.CreateUnbounded<ArrayCall>();
    private readonly Lock _lock = new();
    private int _running;

    /// <summary>Whether calls wait for the test.</summary>
    public bool Hold { get; set; }

    /// <summary>How calls end that do not wait.</summary>
    public OutcomeKind Outcome { get; set; } = OutcomeKind.Done;

    /// <summary>Whether it is said to turn stale epochs away.</summary>
    public bool Fences { get; set; }

    /// <summary>What it says to an intent that asks for a place; null lets it in.</summary>
    public StorageError? Refusal { get; set; }

    public List<Intent> Calls { get; } = [];

    public List<Release> Releases { get; } = [];

    public bool ReleaseFails { get; set; }

    /// <summary>True when two calls were ever on the array at the same time.</summary>
    public bool Overlapped { get; private set; }

    public Task<StorageError?> AdmitAsync(VolumeState state) => Task.FromResult(Refusal);

    public async Task<ArrayOutcome<ArrayExport?>> PerformAsync(VolumeState state, CancellationToken cancellationToken)
    {
        var call = new ArrayCall(state.Intent!, cancellationToken);
        lock (_lock)
        {
            Calls.Add(call.Intent);
            Overlapped |= ++_running > 1;
        }
        try
        {
            if (Hold) _arrived.Writer.TryWrite(call);
            else call.End(Outcome);
            return await call.Answered;
        }
        finally
        {
            lock (_lock) _running--;
        }
    }

    public bool FencesEpochs(VolumeState state) => Fences;

    public Task ReleaseAsync(VolumeState state, Release release)
    {
        if (ReleaseFails) throw new InvalidOperationException("The project is not to be reached.");
        Releases.Add(release);
        return Task.CompletedTask;
    }

    /// <summary>The next held call that was not taken yet.</summary>
    public Task<ArrayCall> NextCallAsync() => Soon.Happens(_arrived.Reader.ReadAsync().AsTask(), "a call reached the array");
}
