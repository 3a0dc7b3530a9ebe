using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Unit.Tests.Model;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>
/// One volume with two activations at once, as while a cluster's membership changes: the product's own process over one record and one array. Everything runs in turns of one scheduler, and chance comes
/// from a seed.
/// </summary>
internal sealed class SimulatedCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly (VolumeProcess Process, MemoryVolumeStore Store)[] _activations;
    private readonly List<VolumeProcess> _lost = [];
    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly Random _chance;
    private readonly Dictionary<VolumeCommand, int> _asked = [];

    public SimulatedCluster(int seed)
    {
        _chance = new Random(seed);
        var life = new Life().Begin(Some.Create(multiattach: true));
        Model.Perform(life.State.Intent!, Fault.None);
        Row = new MemoryRow { State = life.Settle(OrleansStorage.Backends.OutcomeKind.Done).State };
        Array = new TimedArray(Model, _chance, _time);
        _activations = [Activate(), Activate()];
    }

    public MemoryRow Row { get; }

    public ModelArray Model { get; } = new();

    public TimedArray Array { get; }

    public int Stale { get; private set; }

    public int Next(int below) => _chance.Next(below);

    /// <summary>
    /// Runs clients to their end, the clock going on between their turns. The slots' breaker hops over the thread pool, which the clock must not outrun: hence a real pause a step, and steps that are shorter
    /// than the clock skew that the product allows for.
    /// </summary>
    public async Task Run(IEnumerable<Func<Task>> clients)
    {
        var all = Task.WhenAll(clients.Select(client => Turn(client)).ToList());
        var started = _time.GetUtcNow();
        while (!all.IsCompleted)
        {
            await Turn(() =>
            {
                _time.Advance(OperationTimeouts.Default.ClockSkew / 2);
                return Task.CompletedTask;
            });
            await Task.Delay(1);
            if (_time.GetUtcNow() - started > Patience)
                throw new TimeoutException($"{Patience} of simulated time did not bring every client to its end; the open intent is {Row.State?.Intent}; {Array}; asked are "
                    + string.Join("; ", _asked.Select(a => $"{a.Key.Name} for the {a.Value}. time")));
        }
        await all;
    }

    /// <summary>
    /// Asks as a client that does not give up: again after whatever may be asked again, of whichever activation. What a stale activation says without a write may be old, so it is asked once more
    /// elsewhere; what it would change is for the record to refuse.
    /// </summary>
    public async Task<VolumeState?> Ask(VolumeCommand command, Func<StorageError, bool>? isAnswer = null)
    {
        _asked[command] = 0;
        try
        {
            return await AskUntilAnswered(command, isAnswer);
        }
        finally
        {
            _asked.Remove(command);
        }
    }

    private async Task<VolumeState?> AskUntilAnswered(VolumeCommand command, Func<StorageError, bool>? isAnswer)
    {
        while (true)
        {
            _asked[command]++;
            var which = _chance.Next(_activations.Length);
            if (_chance.Next(30) == 0) Lose(which);
            var (process, store) = _activations[which];
            try
            {
                await process.RunAsync(command, Some.Caller);
                if (!IsStale(store)) return Row.State;
                Lose(which);
            }
            catch (StaleStateException)
            {
                Stale++;
                Lose(which);
            }
            catch (StorageException) when (IsStale(store))
            {
                Lose(which);
            }
            catch (StorageException e) when (isAnswer?.Invoke(e.Error) == true)
            {
                return Row.State;
            }
            catch (StorageException e) when (e.Error.Kind != ErrorKind.Refused || e.Error.Reason == ErrorReason.ArrayRefused)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), _time);
            }
            catch (OperationCanceledException)
            {
                // The activation was lost while it waited for an intent to be over.
            }
        }
    }

    /// <summary>What the reconciler does: wakes the volume until nothing is open.</summary>
    public async Task Settle()
    {
        Lose(0);
        while (Row.State?.Intent is not null)
        {
            try
            {
                await _activations[0].Process.SettleAsync();
            }
            catch (StorageException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _time);
            }
            catch (StaleStateException)
            {
                Lose(0);
            }
        }
    }

    public void Dispose()
    {
        foreach (var lost in _lost.ToArray()) lost.Dispose();
        foreach (var (process, _) in _activations) process.Dispose();
    }

    /// <summary>The activation is not asked any more; what it has under way goes on, as on a silo that was declared dead too early.</summary>
    private void Lose(int which)
    {
        _lost.Add(_activations[which].Process);
        _activations[which] = Activate();
    }

    private bool IsStale(MemoryVolumeStore store) => !ReferenceEquals(store.State, Row.State);

    private (VolumeProcess Process, MemoryVolumeStore Store) Activate()
    {
        var store = new MemoryVolumeStore(Row);
        return (new(Some.VolumeId, store, Array, new NoSecrets(), OperationTimeouts.Default, _time, NoFaultPoints.Instance, NullLogger.Instance), store);
    }

    private Task Turn(Func<Task> turn) => Task.Factory.StartNew(turn, CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();

    private sealed class NoSecrets : ISecretSealer
    {
        public SealedSecret NewSecret() => new("sealed");

        public SealedSecret Seal(Secret secret) => new(secret.Reveal);

        public Secret Open(SealedSecret secret) => new(secret.Value);
    }
}
