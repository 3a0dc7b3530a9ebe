using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Backends;

/// <summary>
/// Who may use a backend array next. Grants at most the declared number of slots, never two for one volume, first-in-first-out per volume, in turn between lanes and within a lane between projects.
/// What it says of waits follows the same turns: a long lane does not make another's calls look late. Pure but for its own state; not safe from several threads (a grain owns it).
/// </summary>
/// <param name="concurrency">How many slots there are.</param>
public sealed class AdmissionQueue(int concurrency)
{
    private static readonly AdmissionLane[] All = Enum.GetValues<AdmissionLane>();
    private static readonly TimeSpan FairTime = TimeSpan.FromSeconds(1.5);
    private readonly AdmissionLaneQueue[] _lanes = [new(), new(), new()];
    private readonly Dictionary<VolumeId, AdmissionTicket> _running = [];
    private readonly Dictionary<VolumeId, List<AdmissionTicket>> _waitingByTarget = [];
    private readonly PlacePromises _promises = new();
    private DateTimeOffset _lastGrant;
    private int _nextLane;

    /// <summary>How many calls run now.</summary>
    public int Running => _running.Count;

    /// <summary>How many calls wait now.</summary>
    public int Waiting => _lanes.Sum(l => l.Count);

    /// <summary>How many calls of a lane wait now.</summary>
    public int WaitingIn(AdmissionLane lane) => _lanes[(int)lane].Count;

    /// <summary>How many calls of a lane were ever granted.</summary>
    public long GrantedIn(AdmissionLane lane) => _lanes[(int)lane].Taken;

    /// <summary>How long until every call that waits or was promised a place has had its turn; zero while slots are free.</summary>
    public TimeSpan EstimatedDrain(DateTimeOffset now) => Wait(now, lane => _lanes[(int)lane].Count + _promises.Of(lane, now));

    /// <summary>The place that a new call would take.</summary>
    public QueuePlace PlaceForNew(AdmissionLane lane, ProjectId project, DateTimeOffset now) =>
        Place(lane, _lanes[(int)lane].AheadOfNew(project) + _promises.Of(lane, now), l => _lanes[(int)l].Count + _promises.Of(l, now), now);

    /// <summary>
    /// The last moment at which a call's turn may come so that the array can answer by its deadline: what such a call takes is left for it, and never less than a fifth of its time, so that the answer
    /// is there before its caller stops waiting: one that comes too late undoes what was done, and an overload would feed itself; nor more than half, so that an array that was slow is tried again.
    /// </summary>
    public DateTimeOffset LatestTurn(AdmissionLane lane, DateTimeOffset now, DateTimeOffset notAfter)
    {
        var left = (notAfter - now).TotalMilliseconds;
        return left <= 0 ? notAfter : notAfter.AddMilliseconds(-Math.Clamp(_lanes[(int)lane].ServiceMs, left / 5, left / 2));
    }

    /// <summary>Whether so much time is enough for a call of an array that is well: what it leaves undone is then the array's failure, not the queue's.</summary>
    public bool IsFairTime(AdmissionLane lane, TimeSpan time) => time >= FairTime && time.TotalMilliseconds >= 4 * _lanes[(int)lane].ServiceMs;

    /// <summary>The place of the oldest call of a volume; null when it has none.</summary>
    public QueuePlace? PlaceOf(VolumeId target, DateTimeOffset now)
    {
        if (_running.ContainsKey(target)) return new(Waiting, 0, TimeSpan.Zero);
        return _waitingByTarget.TryGetValue(target, out var waiting) ? Place(waiting[0].Lane, _lanes[(int)waiting[0].Lane].AheadOf(waiting[0]), l => _lanes[(int)l].Count, now) : null;
    }

    /// <summary>Keeps a place for an operation's call until its deadline; a repetition changes nothing.</summary>
    public void Promise(OperationId operation, AdmissionLane lane, DateTimeOffset notAfter) => _promises.Add(operation, lane, notAfter);

    /// <summary>Ends a promise, because its call has come; false when there was none.</summary>
    public bool Redeem(OperationId operation) => _promises.Redeem(operation);

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
            _running.Add(ticket.Target, ticket);
            NoLongerWaits(ticket);
            ticket.GrantedAt = _lastGrant = now;
            granted.Add(ticket);
        }
        return granted;
    }

    /// <summary>Gives a slot back. Call <see cref="Grant"/> next.</summary>
    /// <param name="ticket">Whose slot it is.</param>
    /// <param name="now">When.</param>
    /// <param name="ended">Whether the array ended the call: one that was never made, or was cut off, says nothing of how long calls take.</param>
    public void Release(AdmissionTicket ticket, DateTimeOffset now, bool ended = true)
    {
        if (ticket.GrantedAt is not { } grantedAt || _running.GetValueOrDefault(ticket.Target) != ticket) throw new InvalidOperationException("The ticket holds no slot.");
        _running.Remove(ticket.Target);
        if (ended) _lanes[(int)ticket.Lane].Learn((now - grantedAt).TotalMilliseconds);
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
    private bool HasItsTurn(AdmissionTicket ticket) => !_running.ContainsKey(ticket.Target) && _waitingByTarget[ticket.Target][0] == ticket;

    /// <summary>With so many of its lane before it: as the lanes take turns, one more at most of each other lane than of its own goes before it.</summary>
    private QueuePlace Place(AdmissionLane lane, int ahead, Func<AdmissionLane, int> countOf, DateTimeOffset now)
    {
        int Before(AdmissionLane other) => other == lane ? ahead + 1 : Math.Min(countOf(other), ahead + 1);
        return new(Waiting, All.Sum(Before), Wait(now, Before));
    }

    /// <summary>How long so many turns of each lane take; an array that is full and has ended nothing for a while will not be faster than that.</summary>
    private TimeSpan Wait(DateTimeOffset now, Func<AdmissionLane, int> turnsOf)
    {
        var turns = Array.ConvertAll(All, l => turnsOf(l));
        var (all, free) = (turns.Sum(), concurrency - Running);
        if (all <= free) return TimeSpan.Zero;
        var workMs = _lanes.Select((lane, i) => turns[i] * lane.ServiceMs).Sum() * (all - free) / all / concurrency;
        var stalledMs = free == 0 ? (now - _lastGrant).TotalMilliseconds : 0;
        return TimeSpan.FromMilliseconds(Math.Max(workMs, stalledMs));
    }

    private void NoLongerWaits(AdmissionTicket ticket)
    {
        var waiting = _waitingByTarget[ticket.Target];
        waiting.Remove(ticket);
        if (waiting.Count == 0) _waitingByTarget.Remove(ticket.Target);
    }
}
