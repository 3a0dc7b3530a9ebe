namespace OrleansStorage.Histories.Linearizability;

/// <summary>
/// Looks for one order of the steps that the model accepts and that no two non-overlapping calls contradict: Wing and Gong's search with Lowe's memory of what was tried. Steps of unknown outcome are tried last,
/// only where they change something, and need not be used; of those that ask the same, the oldest goes first, since nothing tells them apart. Iterative, so that long histories need no stack. Used once.
/// </summary>
internal sealed class LinearizationSearch
{
    private readonly List<Step> _steps;
    private readonly bool[] _done;
    private readonly StepRing _required;
    private readonly StepRing _optional;
    private readonly UnknownKinds _unknown;
    private readonly TriedStates _tried = new();
    private readonly Stack<Frame> _frames = [];
    private readonly List<int> _candidates = [];
    private ModelVolume _volume;
    private UInt128 _doneSum;
    private long _tries;
    private int _requiredDone;
    private int _bestDone = -1;

    public LinearizationSearch(List<Step> steps, ModelVolume initial)
    {
        (_steps, _volume) = (steps, initial);
        _done = new bool[steps.Count];
        _required = new(steps, s => s.IsRequired);
        _optional = new(steps, s => !s.IsRequired);
        _unknown = new(steps);
    }

    /// <summary>The furthest that any order came: the volume there and the step that could not follow although its call had to return first. Set when the search found no order.</summary>
    public (ModelVolume Volume, Step Step)? Stuck { get; private set; }

    /// <summary>How many steps it tried, and how often it compared where they led with where it was before: the work done, whatever the machine.</summary>
    public long Moves => _tries + _tried.Comparisons;

    /// <summary>True when an order exists, false when none does, null when it went as many steps as it may.</summary>
    public bool? Run(long mostMoves)
    {
        Open();
        while (!_required.IsEmpty)
        {
            if (Moves >= mostMoves) return null;
            if (TryNext()) Open();
            else if (!Back()) return false;
        }
        return true;
    }

    /// <summary>Makes the next step that is possible; false when none is left to try here.</summary>
    private bool TryNext()
    {
        var frame = _frames.Peek();
        while (frame.Next < frame.End)
        {
            var i = _candidates[frame.Next++];
            var step = _steps[i];
            _tries++;
            if (!MayFollow(i)) continue;
            if (VolumeModel.Apply(_volume, step).Next is not { } next) continue;
            if (!step.IsRequired && next.Equals(_volume)) continue;
            Do(frame, i, next);
            if (_tried.Add(_doneSum, next, _unknown.Used)) return true;
            Undo(frame);
        }
        return false;
    }

    private void Do(Frame frame, int i, ModelVolume next)
    {
        (frame.Chosen, frame.Volume) = (i, _volume);
        (_volume, _done[i]) = (next, true);
        RingOf(i).Remove(i);
        Count(i, 1);
    }

    private void Undo(Frame frame)
    {
        var i = frame.Chosen;
        (_volume, _done[i]) = (frame.Volume!, false);
        RingOf(i).Restore(i);
        Count(i, -1);
    }

    private void Count(int i, int by)
    {
        if (!_steps[i].IsRequired) _unknown.Use(i, by);
        else (_requiredDone, _doneSum) = (_requiredDone + by, _doneSum ^ TriedStates.Mark(i));
    }

    /// <summary>Takes the last step back; false when there is none.</summary>
    private bool Back()
    {
        var frame = _frames.Pop();
        _candidates.RemoveRange(frame.Start, _candidates.Count - frame.Start);
        if (_frames.Count == 0) return false;
        Undo(_frames.Peek());
        return true;
    }

    /// <summary>Lists the steps that may come next: those invoked before the first return that is still owed. The one that must return first is tried first.</summary>
    private void Open()
    {
        var start = _candidates.Count;
        var (bound, first) = (long.MaxValue, -1);
        for (var i = _required.First; i >= 0 && _steps[i].InvokedAt < bound; i = _required.After(i))
        {
            _candidates.Add(i);
            if (_steps[i].ReturnedAt < bound) (bound, first) = (_steps[i].ReturnedAt, i);
        }
        _candidates.Sort(start, _candidates.Count - start, Comparer<int>.Create((a, b) => _steps[a].ReturnedAt != _steps[b].ReturnedAt ? _steps[a].ReturnedAt.CompareTo(_steps[b].ReturnedAt) : a.CompareTo(b)));
        AddUnknown(bound, start);
        _frames.Push(new Frame(start, _candidates.Count));
        if (_requiredDone <= _bestDone || first < 0) return;
        _bestDone = _requiredDone;
        Stuck = (_volume, _steps[first].After > 0 && !_done[first - _steps[first].After] ? _steps[first - _steps[first].After] : _steps[first]);
    }

    private StepRing RingOf(int i) => _steps[i].IsRequired ? _required : _optional;

    /// <summary>
    /// Lists the unknown steps that could make a difference to any step that may come next, and those that could make one to them, and so on: where none does, its place is all the same and it is left for
    /// later.
    /// </summary>
    private void AddUnknown(long bound, int start)
    {
        _unknown.Begin();
        for (var looked = start; looked < _candidates.Count && !_unknown.AllListed; looked++)
        {
            for (var i = _optional.First; i >= 0 && _steps[i].InvokedAt < bound && !_unknown.AllListed; i = _optional.After(i))
            {
                if (MayFollow(i) && Relevance.Matters(_volume, _steps[i], _steps[_candidates[looked]]) && _unknown.List(i)) _candidates.Add(i);
            }
        }
    }

    /// <summary>Whether the first half of its call is done, or, where nobody knows, would change nothing now.</summary>
    private bool MayFollow(int i)
    {
        if (_steps[i].After == 0 || _done[i - _steps[i].After]) return true;
        var first = _steps[i - _steps[i].After];
        return !first.IsRequired && _volume.Equals(VolumeModel.Apply(_volume, first).Next);
    }

    private sealed class Frame(int start, int end)
    {
        public int Start { get; } = start;
        public int End { get; } = end;
        public int Next { get; set; } = start;
        public int Chosen { get; set; } = -1;
        public ModelVolume? Volume { get; set; }
    }
}
