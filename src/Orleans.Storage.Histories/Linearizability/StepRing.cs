namespace OrleansStorage.Histories.Linearizability;

/// <summary>The steps that are not done yet, in the order of their invocations; what is taken out last goes back first (Knuth's dancing links).</summary>
internal sealed class StepRing
{
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly int _head;

    public StepRing(List<Step> steps, Func<Step, bool> isIn)
    {
        _head = steps.Count;
        (_next, _previous) = (new int[steps.Count + 1], new int[steps.Count + 1]);
        var last = _head;
        for (var i = 0; i < steps.Count; i++)
        {
            if (!isIn(steps[i])) continue;
            (_next[last], _previous[i]) = (i, last);
            last = i;
        }
        (_next[last], _previous[_head]) = (_head, last);
    }

    public bool IsEmpty => _next[_head] == _head;

    /// <summary>The first, or -1.</summary>
    public int First => After(_head);

    /// <summary>The one after it, or -1.</summary>
    public int After(int i) => _next[i] == _head ? -1 : _next[i];

    public void Remove(int i) => (_next[_previous[i]], _previous[_next[i]]) = (_next[i], _previous[i]);

    public void Restore(int i) => (_next[_previous[i]], _previous[_next[i]]) = (i, i);
}
