using System.Collections.Immutable;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Histories;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Quiescence;
using OrleansStorage.Histories.Records;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Recording;

/// <summary>Writes a run down as a history. Operation ids, which the product draws at random, are numbered, so that the same seed gives the same history.</summary>
internal sealed class HistoryRecorder(World world, SimPlan plan)
{
    private readonly ImmutableArray<CallEvent>.Builder _calls = ImmutableArray.CreateBuilder<CallEvent>(256);
    private readonly ImmutableArray<Commit>.Builder _commits = ImmutableArray.CreateBuilder<Commit>(256);
    private readonly ImmutableArray<ArrayMutation>.Builder _mutations = ImmutableArray.CreateBuilder<ArrayMutation>(256);
    private readonly Dictionary<OperationId, OperationId> _operations = [];
    private QuiesceSnapshot? _quiesce;
    private long _at;

    /// <summary>What went wrong on purpose, for a reader.</summary>
    public List<(long At, long TimeMs, string What)> Notes { get; } = [];

    public int Calls { get; private set; }

    public CallEvent Invoke(CallEvent call)
    {
        Calls++;
        var invoked = call with { At = ++_at, TimeMs = world.NowMs, Kind = CallEventKind.Invoke, Operation = Numbered(OperationId.New()) };
        _calls.Add(invoked);
        return invoked;
    }

    public void End(CallEvent invoked, CallEventKind kind, Func<CallEvent, CallEvent>? answer = null)
    {
        var ended = invoked with { At = ++_at, TimeMs = world.NowMs, Kind = kind };
        _calls.Add(answer is null ? ended : answer(ended));
    }

    public void Commit(VolumeState state, VolumeState? before, string writer) => _commits.Add(new()
    {
        At = ++_at,
        TimeMs = world.NowMs,
        Volume = state.Id,
        Epoch = state.Epoch,
        Multiattach = state.Multiattach,
        Writer = writer,
        Command = state.Intent is { } opened && opened.Epoch != before?.Intent?.Epoch ? opened.Command : null,
        Intent = state.Intent is { } i ? new(Numbered(i.OperationId), i.Kind, i.Epoch, MsOf(i.NotAfter), i.Host) : null,
        Exports = [.. state.Exports.Select(e => new CommittedExport(e.Host, e.Connector.Initiator, e.Phase, [.. e.Owners.Select(o => o.Value)], e.Location?.TargetName, e.Location?.Lun))],
        Attachments = [.. state.Attachments.Select(a => new CommittedAttachment(a.Id, a.InstanceId, a.Status, a.Host))],
        Gone = state.Gone,
    });

    public void Mutate(ArrayMutation mutation) =>
        _mutations.Add(mutation with { At = ++_at, TimeMs = world.NowMs, Operation = mutation.Operation is { } id ? Numbered(id) : null });

    public void Note(string what) => Notes.Add((++_at, world.NowMs, what));

    public void Quiesce(Func<long, QuiesceSnapshot> snapshot) => _quiesce = snapshot(++_at + 1);

    public History Build(string source) => new()
    {
        Source = source, Settings = new() { LunCoolDownMs = plan.SharedTarget ? 50_000 : 0, ArrayFencesEpochs = plan.ArrayGuardsEpochs }, Calls = _calls.ToImmutable(), Commits = _commits.ToImmutable(), Mutations = _mutations.ToImmutable(), Quiesce = _quiesce,
    };

    public static long MsOf(DateTimeOffset moment) => (moment - World.Beginning).Ticks / TimeSpan.TicksPerMillisecond;

    private OperationId Numbered(OperationId id) =>
        _operations.TryGetValue(id, out var number) ? number : _operations[id] = new(new Guid(_operations.Count + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}
