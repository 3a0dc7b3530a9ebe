using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansStorage.Data.Conformance;

/// <summary>Starts one participant of a silo's life, as the silo would.</summary>
internal sealed class StorageLifecycle : ISiloLifecycle
{
    private readonly List<(int Stage, ILifecycleObserver Observer)> _observers = [];

    public int HighestCompletedStage => 0;

    public int LowestStoppedStage => 0;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        _observers.Add((stage, observer));
        return new MemoryStream();
    }

    public async Task StartAsync(IGrainStorage storage)
    {
        ((ILifecycleParticipant<ISiloLifecycle>)storage).Participate(this);
        foreach (var (_, observer) in _observers.OrderBy(o => o.Stage))
            await observer.OnStart(CancellationToken.None);
    }
}
