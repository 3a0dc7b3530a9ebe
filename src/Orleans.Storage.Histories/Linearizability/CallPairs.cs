using System.Collections.Immutable;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>The calls of a history with both their ends.</summary>
internal static class CallPairs
{
    /// <summary>Each call with its end, in the order of the invocations; the end is null when none was recorded.</summary>
    /// <exception cref="UnreadableHistoryException">A call ends that was never made, or twice.</exception>
    public static List<(CallEvent Invoked, CallEvent? Ended)> Of(ImmutableArray<CallEvent> events)
    {
        var pairs = new List<(CallEvent Invoked, CallEvent? Ended)>(events.Length / 2);
        var open = new Dictionary<OperationId, int>();
        foreach (var e in events)
        {
            if (e.Kind == CallEventKind.Invoke)
            {
                if (!open.TryAdd(e.Operation, pairs.Count)) throw new UnreadableHistoryException($"calls: operation {e.Operation} is invoked again at {e.At}; a retry needs an id of its own.");
                Validate(e);
                pairs.Add((e, null));
            }
            else if (open.TryGetValue(e.Operation, out var i) && pairs[i].Ended is null) pairs[i] = (pairs[i].Invoked, e);
            else throw new UnreadableHistoryException($"calls: operation {e.Operation} ends at {e.At} and was not under way.");
        }
        return pairs;
    }

    private static void Validate(CallEvent e)
    {
        var needsAttachment = e.Action is CallAction.CreateAttachment or CallAction.ConnectAttachment or CallAction.CompleteAttachment or CallAction.DeleteAttachment or CallAction.ForceDetach;
        if (needsAttachment && e.Attachment is null) throw new UnreadableHistoryException($"calls: the event {e.At} has no attachment.");
        if (e.Action is CallAction.ConnectAttachment or CallAction.InitializeConnection && e.Host is null) throw new UnreadableHistoryException($"calls: the event {e.At} has no host.");
        if (e.Action is CallAction.CreateSnapshot or CallAction.DeleteSnapshot && e.Snapshot is null) throw new UnreadableHistoryException($"calls: the event {e.At} has no snapshot.");
        if (e.Action is CallAction.ExtendVolume && e.SizeGiB is null) throw new UnreadableHistoryException($"calls: the event {e.At} has no size_gib.");
    }
}
