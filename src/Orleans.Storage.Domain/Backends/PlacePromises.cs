using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Backends;

/// <summary>
/// Places in a backend's queue that operations were promised before they were written on record: the call that comes is not refused, and meanwhile others are told a wait that counts it. A promise
/// whose call never comes ends at the operation's deadline. Pure but for its own state; not safe from several threads.
/// </summary>
internal sealed class PlacePromises
{
    private readonly Dictionary<OperationId, AdmissionLane> _open = [];
    private readonly PriorityQueue<OperationId, DateTimeOffset> _ends = new();
    private readonly int[] _perLane = new int[3];

    /// <summary>How many of a lane are open.</summary>
    public int Of(AdmissionLane lane, DateTimeOffset now)
    {
        while (_ends.TryPeek(out var operation, out var end) && (end <= now || !_open.ContainsKey(operation)))
        {
            _ends.Dequeue();
            Redeem(operation);
        }
        return _perLane[(int)lane];
    }

    /// <summary>Promises a place; a repetition changes nothing.</summary>
    public void Add(OperationId operation, AdmissionLane lane, DateTimeOffset notAfter)
    {
        if (!_open.TryAdd(operation, lane)) return;
        _perLane[(int)lane]++;
        _ends.Enqueue(operation, notAfter);
    }

    /// <summary>Ends a promise; false when there was none.</summary>
    public bool Redeem(OperationId operation)
    {
        if (!_open.Remove(operation, out var lane)) return false;
        _perLane[(int)lane]--;
        return true;
    }
}
