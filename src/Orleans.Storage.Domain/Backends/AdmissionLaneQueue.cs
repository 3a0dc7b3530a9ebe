using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Backends;

/// <summary>One lane of a backend's queue: a queue a project, the projects in turn. Not safe from several threads.</summary>
internal sealed class AdmissionLaneQueue
{
    private const double Smoothing = 0.1;
    private readonly LinkedList<(ProjectId Project, LinkedList<AdmissionTicket> Tickets)> _projects = new();

    /// <summary>How many calls wait.</summary>
    public int Count { get; private set; }

    /// <summary>How many calls were ever taken.</summary>
    public long Taken { get; private set; }

    /// <summary>What a call of this lane takes on the array, in ms: a moving average; 0 before the first.</summary>
    public double ServiceMs { get; private set; }

    /// <summary>Notes what one more call took.</summary>
    public void Learn(double serviceMs) => ServiceMs = ServiceMs == 0 ? serviceMs : ServiceMs + (Smoothing * (serviceMs - ServiceMs));

    /// <summary>Adds a call behind those of its project.</summary>
    public void Add(AdmissionTicket ticket)
    {
        (Find(ticket.Project) ?? _projects.AddLast((ticket.Project, new LinkedList<AdmissionTicket>()))).Value.Tickets.AddLast(ticket);
        Count++;
    }

    /// <summary>Takes a call out of its turn; false when it is not there.</summary>
    public bool Remove(AdmissionTicket ticket)
    {
        if (Find(ticket.Project) is not { } node || !node.Value.Tickets.Remove(ticket)) return false;
        if (node.Value.Tickets.Count == 0) _projects.Remove(node);
        Count--;
        return true;
    }

    /// <summary>The next call that may go; null when none may.</summary>
    public AdmissionTicket? Take(Func<AdmissionTicket, bool> mayGo)
    {
        for (var node = _projects.First; node is not null; node = node.Next)
        {
            var ticket = node.Value.Tickets.FirstOrDefault(mayGo);
            if (ticket is null) continue;
            node.Value.Tickets.Remove(ticket);
            _projects.Remove(node);
            if (node.Value.Tickets.Count > 0) _projects.AddLast(node);
            Count--;
            Taken++;
            return ticket;
        }
        return null;
    }

    /// <summary>How many calls of this lane go before a new one of a project.</summary>
    public int AheadOfNew(ProjectId project) => Ahead(project, Find(project)?.Value.Tickets.Count ?? 0);

    /// <summary>How many calls of this lane go before one that waits.</summary>
    public int AheadOf(AdmissionTicket ticket) => Ahead(ticket.Project, Find(ticket.Project)!.Value.Tickets.TakeWhile(t => t != ticket).Count());

    /// <summary>Its own project's calls before it and, as the projects take turns, one more of each other at most.</summary>
    private int Ahead(ProjectId project, int own) => own + _projects.Where(p => p.Project != project).Sum(p => Math.Min(p.Tickets.Count, own + 1));

    private LinkedListNode<(ProjectId Project, LinkedList<AdmissionTicket> Tickets)>? Find(ProjectId project)
    {
        var node = _projects.First;
        while (node is not null && node.Value.Project != project) node = node.Next;
        return node;
    }
}
