using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>A volume's process over a row in memory and an array that the test plays, on one scheduler at a time as in a grain.</summary>
internal sealed class ProcessFixture : IDisposable
{
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly List<VolumeProcess> _processes = [];

    public ProcessFixture(VolumeState? state = null)
    {
        Row = new() { State = state };
        (Process, Store) = Activate();
    }

    public FakeTimeProvider Time { get; } = new(Some.Now);

    public MemoryRow Row { get; }

    public ScriptedBackend Backend { get; } = new();

    public VolumeProcess Process { get; private set; }

    public MemoryVolumeStore Store { get; private set; }

    public VolumeState State => Row.State!;

    /// <summary>A volume that instance 1 has connected to host a and uses.</summary>
    public static ProcessFixture InUse() => new(Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1)).State);

    /// <summary>As if the activation were lost: another one reads what is on record.</summary>
    public VolumeProcess Reactivate()
    {
        (Process, Store) = Activate();
        return Process;
    }

    /// <summary>A second activation beside the first.</summary>
    public (VolumeProcess Process, MemoryVolumeStore Store) Activate()
    {
        var store = new MemoryVolumeStore(Row);
        var process = new VolumeProcess(Some.VolumeId, store, Backend, new PlainSealer(), OperationTimeouts.Default, Time, NoFaultPoints.Instance, NullLogger.Instance);
        _processes.Add(process);
        return (process, store);
    }

    public Task<VolumeState?> Run(VolumeCommand command, bool answerOnRecord = false, VolumeProcess? on = null)
    {
        var process = on ?? Process;
        return Turn(() => process.RunAsync(command, Some.Caller, answerOnRecord));
    }

    public Task Settle() => Turn(async () =>
    {
        await Process.SettleAsync();
        return true;
    });

    /// <summary>Everything that was asked before has gone as far as it gets by itself.</summary>
    public Task TurnsTaken() => Soon.Happens(Turn(() => Task.FromResult(true)), "the scheduler was free");

    /// <summary>Runs a command that is awaited to its end.</summary>
    public Task<VolumeState?> Served(VolumeCommand command) => Soon.Happens(Run(command), $"{command.Name} was answered");

    public static async Task<StorageError> Refused(Task task) => (await Assert.ThrowsAsync<StorageException>(() => Soon.Happens(task, "the command was answered"))).Error;

    public void Dispose() => _processes.ForEach(p => p.Dispose());

    private Task<T> Turn<T>(Func<Task<T>> turn) => Task.Factory.StartNew(turn, CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();

    private sealed class PlainSealer : ISecretSealer
    {
        private int _made;

        public SealedSecret NewSecret() => new("sealed-" + Interlocked.Increment(ref _made));

        public SealedSecret Seal(Secret secret) => new(secret.Reveal);

        public Secret Open(SealedSecret secret) => new(secret.Value);
    }
}
