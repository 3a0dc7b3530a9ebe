using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Backends;

/// <summary>
/// Who may use a backend array next. Grants at most the declared number of slots, never two for one volume, first-in-first-out per volume, in turn between lanes and within a lane between projects.
/// Pure but for its own state; not safe from several threads (a grain owns it).
/// </summary>
/// <param name="concurrency">How many slots there are.</param>
public sealed class AdmissionQueue(int concurrency)
{
    private const double Smoothing = 0.1;
    private readonly LaneQueue[] _lanes = [new(), new(), new()];
    private readonly HashSet<VolumeId> _busyTargets = [];
    private readonly Dictionary<VolumeId, List<AdmissionTicket>> _waitingByTarget = [];
    private double _averageServiceMs;
    private int _nextLane;

    /// <summary>How many calls run now.</summary>
    public int Running => _busyTargets.Count;

    /// <summary>How many calls wait now.</summary>
    public int Waiting => _lanes.Sum(l => l.Count);

    /// <summary>How long a call that came now would wait, judged by the calls before; zero while slots are free.</summary>
    public TimeSpan EstimatedWait => Running < concurrency ? TimeSpan.Zero : TimeSpan.FromMilliseconds((Waiting + 1) * _averageServiceMs / concurrency);

    /// <summary>Takes a place in the queue. Call <see cref="Grant"/> next.</summary>
    public void Enqueue(AdmissionTicket ticket)
    {
        _lanes[(int)ticket.Lane].Add(ticket);
        if (_waitingByTarget.TryGetValue(ticket.Target, out var waiting)) waiting.Add(ticket);
        else _waitingByTarget[ticket.Target] = [ticket];
    }

    /// <summary>Gives up a place that was not granted yet; false when it was.</summary>
    public bool Withdraw(AdmissionTicket ticket)
    {
        if (!_lanes[(int)ticket.Lane].Remove(ticket)) return false;
        NoLongerWaits(ticket);
        return true;
    }

    /// <summary>The tickets whose turn it is now; each holds a slot until <see cref="Release"/>.</summary>
    public IReadOnlyList<AdmissionTicket> Grant(DateTimeOffset now)
    {
        List<AdmissionTicket> granted = [];
        while (Running < concurrency && Next() is { } ticket)
        {
            _busyTargets.Add(ticket.Target);
            NoLongerWaits(ticket);
            ticket.GrantedAt = now;
            granted.Add(ticket);
        }
        return granted;
    }

    /// <summary>Gives a slot back. Call <see cref="Grant"/> next.</summary>
    public void Release(AdmissionTicket ticket, DateTimeOffset now)
    {
        if (ticket.GrantedAt is not { } grantedAt || !_busyTargets.Remove(ticket.Target)) throw new InvalidOperationException("The ticket holds no slot.");
        var serviceMs = (now - grantedAt).TotalMilliseconds;
        _averageServiceMs = _averageServiceMs == 0 ? serviceMs : _averageServiceMs + (Smoothing * (serviceMs - _averageServiceMs));
    }

    private AdmissionTicket? Next()
    {
        for (var i = 0; i < _lanes.Length; i++)
        {
            var lane = (_nextLane + i) % _lanes.Length;
            if (_lanes[lane].Take(HasItsTurn) is not { } ticket) continue;
            _nextLane = (lane + 1) % _lanes.Length;
            return ticket;
        }
        return null;
    }

    /// <summary>Its volume is free, and no older call of that volume waits, in whatever lane.</summary>
    private bool HasItsTurn(AdmissionTicket ticket) => !_busyTargets.Contains(ticket.Target) && _waitingByTarget[ticket.Target][0] == ticket;

    private void NoLongerWaits(AdmissionTicket ticket)
    {
        var waiting = _waitingByTarget[ticket.Target];
        waiting.Remove(ticket);
        if (waiting.Count == 0) _waitingByTarget.Remove(ticket.Target);
    }

    /// <summary>One lane: a queue a project, the projects in turn.</summary>
    private sealed class LaneQueue
    {
        private readonly LinkedList<(ProjectId Project, LinkedList<AdmissionTicket> Tickets)> _projects = new();

        public int Count => _projects.Sum(p => p.Tickets.Count);

        public void Add(AdmissionTicket ticket)
        {
            var node = _projects.First;
            while (node is not null && node.Value.Project != ticket.Project) node = node.Next;
            node ??= _projects.AddLast((ticket.Project, new LinkedList<AdmissionTicket>()));
            node.Value.Tickets.AddLast(ticket);
        }

        public bool Remove(AdmissionTicket ticket)
        {
            foreach (var (project, tickets) in _projects)
            {
                if (project == ticket.Project) return tickets.Remove(ticket);
            }
            return false;
        }

        public AdmissionTicket? Take(Func<AdmissionTicket, bool> hasItsTurn)
        {
            for (var node = _projects.First; node is not null; node = node.Next)
            {
                var ticket = node.Value.Tickets.FirstOrDefault(hasItsTurn);
                if (ticket is null) continue;
                node.Value.Tickets.Remove(ticket);
                _projects.Remove(node);
                if (node.Value.Tickets.Count > 0) _projects.AddLast(node);
                return ticket;
            }
            return null;
        }
    }
}
