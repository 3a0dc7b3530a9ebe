using OrleansStorage.Domain.Volumes;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>An orphan's removal and an attach of the very host that it lets in: they come one after the other, whichever is first, on an array that turns no stale call away.</summary>
public sealed class OrphanRemovalTests : IDisposable
{
    private static readonly VolumeCommand RemoveOrphan = new VolumeCommand.RemoveOrphan(Some.Connector("a").Initiator);
    private readonly ProcessFixture _volume = new(Life.Of().State);

    public void Dispose() => _volume.Dispose();

    [Fact]
    public async Task RemoveOrphan_WhileItsHostIsBeingConnected_WaitsAndRemovesNothing()
    {
        _volume.Backend.Hold = true;
        var connecting = _volume.Run(Some.Reserve(1, 1, Some.Connector("a")));
        var export = await _volume.Backend.NextCallAsync();

        var removing = _volume.Run(RemoveOrphan);
        await _volume.TurnsTaken();
        export.End();

        await Soon.Happens(connecting, "the host was connected");
        await Soon.Happens(removing, "the removal was answered");
        Assert.Equal(IntentKind.CreateExport, Assert.Single(_volume.Backend.Calls).Kind);
        Assert.Equal(ExportPhase.Exported, _volume.State.FindExport("a")!.Phase);
    }

    [Fact]
    public async Task Connect_WhileAnOrphanOfItsHostIsRemoved_ExportsAfterItUnderALaterEpoch()
    {
        _volume.Backend.Hold = true;
        var removing = _volume.Run(RemoveOrphan);
        var removal = await _volume.Backend.NextCallAsync();

        var connecting = _volume.Run(Some.Reserve(1, 1, Some.Connector("a")));
        await _volume.TurnsTaken();
        Assert.Single(_volume.Backend.Calls);
        removal.End();
        (await _volume.Backend.NextCallAsync()).End();

        await Soon.Happens(removing, "the orphan was removed");
        await Soon.Happens(connecting, "the host was connected");
        Assert.Equal([IntentKind.RemoveExport, IntentKind.CreateExport], _volume.Backend.Calls.Select(c => c.Kind));
        Assert.True(_volume.Backend.Calls[1].Epoch > _volume.Backend.Calls[0].Epoch);
        Assert.Equal("a", Assert.Single(_volume.State.Exports).Host);
    }
}
