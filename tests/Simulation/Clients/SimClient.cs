using System.Collections.Immutable;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Cluster;
using OrleansStorage.Simulation.Engine;
using OrleansStorage.Volumes;

namespace OrleansStorage.Simulation.Clients;

/// <summary>One compute service: makes one call after another, writes down what it asked and was answered, and never knows more than that.</summary>
internal sealed class SimClient
{
    private readonly SimWorld _sim;
    private readonly CallDraw _draw;
    private readonly Actor _actor;
    private readonly ActorClock _clock;
    private readonly SimApi _api;
    private readonly string _name;
    private readonly int _calls;

    public SimClient(SimWorld sim, int number, int? calls = null)
    {
        (_sim, _name, _calls) = (sim, "client-" + number, calls ?? sim.Plan.CallsPerClient);
        _draw = new(sim, number, new Chance(sim.Plan.Seed).Fork((ulong)number + 100));
        _actor = new(sim.World, _name);
        _clock = new(sim.World, TimeSpan.Zero);
        _api = new(sim, _actor, _clock);
        Work = _actor.Start(WorkAsync);
    }

    public Task Work { get; }

    /// <summary>Makes one volume, while nothing goes wrong.</summary>
    public static Task CreateAsync(SimWorld sim, SimVolume volume)
    {
        var actor = new Actor(sim.World, "admin");
        return actor.Start(async () =>
        {
            var call = sim.Recorder.Invoke(new() { At = 0, Client = "admin", Operation = default, Kind = CallEventKind.Invoke, Volume = volume.Id, Action = CallAction.CreateVolume, Multiattach = volume.Multiattach });
            await sim.Network.CallAsync(() => OnVolume(volume, a => a.RunAsync(CallDraw.Create(volume))), new ActorClock(sim.World, TimeSpan.Zero));
            sim.Recorder.End(call, CallEventKind.Ok);
        });
    }

    private async Task WorkAsync()
    {
        for (var i = 0; i < _calls; i++)
        {
            if (_draw.Chance.OneIn(3)) await Task.Delay(_draw.Chance.Ms(1, _draw.Chance.OneIn(10) ? 5_000 : 200), _clock);
            var call = _draw.Next();
            var invoked = _sim.Recorder.Invoke(call.Event with { Client = _name });
            try
            {
                await ServeAsync(call, invoked);
            }
            catch (StorageException e) when (e.Error is { Kind: ErrorKind.Refused, Reason: not ErrorReason.ArrayRefused })
            {
                _sim.Recorder.Show("error", e.Error.Message);
                End(call, invoked, CallEventKind.Fail, e.Error.Reason);
            }
            catch (Exception e) when (e is StorageException or StaleStateException or TimeoutException or OperationCanceledException)
            {
                _sim.Recorder.Show("error", e.Message);
                End(call, invoked, CallEventKind.Unknown, (e as StorageException)?.Error.Reason ?? ErrorReason.Unknown);
            }
        }
    }

    private async Task ServeAsync(SimCall call, CallEvent invoked)
    {
        switch (invoked.Action)
        {
            case CallAction.ReadVolume:
                var (read, isFresh) = await AskAsync(call, a => a.ReadAsync());
                EndRead(call, invoked, isFresh, e => e with { Attachments = [.. read?.Attachments.Select(a => new ShownAttachment(a.Id, a.Status, a.Host)) ?? []], SizeGiB = read?.SizeGiB, Snapshots = SnapshotsOf(read) });
                break;
            case CallAction.InitializeConnection:
                var (location, isStanding) = await AskAsync(call, a => a.InitializeAsync(call.Connector!));
                EndRead(call, invoked, isStanding, e => e with { Connection = Show(location) });
                break;
            default:
                var state = await _api.RunAsync(call.Command!, async () => (await AskAsync(call, a => a.ReadAsync())).State?.SizeGiB, command => AskAsync(call, a => a.RunAsync(command)));
                var export = invoked.Host is null || invoked.Attachment is not { } id ? null : state?.ExportOf(id);
                _draw.Learn(call, CallEventKind.Ok);
                _sim.Recorder.End(invoked, CallEventKind.Ok, e => export is { Phase: ExportPhase.Exported, Location: { } at } && export.Host == invoked.Host ? e with { Connection = Show(at) } : e);
                break;
        }
    }

    private Task<T> AskAsync<T>(SimCall call, Func<SimActivation, Task<T>> ask) => _sim.Network.CallAsync(() => OnVolume(call.Volume, ask), _clock);

    /// <summary>What an activation that was left behind says from its memory may be as old as the moment it was left: nothing is concluded from it.</summary>
    private void EndRead(SimCall call, CallEvent invoked, bool isFresh, Func<CallEvent, CallEvent> answer)
    {
        _draw.Learn(call, CallEventKind.Ok);
        _sim.Recorder.End(invoked, isFresh ? CallEventKind.Ok : CallEventKind.Unknown, isFresh ? answer : null);
    }

    private void End(SimCall call, CallEvent invoked, CallEventKind kind, ErrorReason reason)
    {
        _draw.Learn(call, kind);
        _sim.Recorder.End(invoked, kind, e => e with { Error = reason });
    }

    private static ImmutableArray<SnapshotId>? SnapshotsOf(VolumeState? read) =>
        read is null ? null : [.. read.Snapshots.Where(s => s.Status is SnapshotStatus.Available or SnapshotStatus.Deleting or SnapshotStatus.ErrorDeleting).Select(s => s.Id)];

    private static ShownConnection Show(ExportLocation location) => new(location.TargetName, location.Lun);

    private static (Actor, Func<Task<T>>) OnVolume<T>(SimVolume volume, Func<SimActivation, Task<T>> ask)
    {
        var activation = volume.Route();
        return (activation.Actor, () => ask(activation));
    }
}
