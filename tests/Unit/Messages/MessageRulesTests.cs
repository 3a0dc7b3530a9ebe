using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Messages;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Messages;

/// <summary>Which failures become messages: the wire contract's §23.</summary>
public sealed class MessageRulesTests
{
    [Fact]
    public void Create_WhenNoPoolTakesTheVolume_NotesIt()
    {
        var note = Noted(new Life().Begin(Some.Create(placed: false)));

        Assert.Equal(("VOLUME_VOLUME_001_003", "VOLUME", Some.VolumeId.Value), (note.EventId, note.ResourceType, note.ResourceId));
        Assert.Equal("schedule allocate volume:Could not find any available weighted backend.", Text(note));
    }

    [Theory]
    [InlineData("create", OutcomeKind.Refused, "VOLUME_VOLUME_008_012", "create volume from backend storage:Driver failed to create the volume.")]
    [InlineData("extend", OutcomeKind.Refused, "VOLUME_VOLUME_007_010", "extend volume:Volume Driver failed to extend volume.")]
    [InlineData("extend", OutcomeKind.Busy, "VOLUME_VOLUME_007_010", "extend volume:Volume Driver failed to extend volume.")]
    [InlineData("snapshot", OutcomeKind.Unknown, "VOLUME_VOLUME_SNAPSHOT_009_013", "create snapshot:Snapshot failed to create.")]
    [InlineData("unsnapshot", OutcomeKind.Refused, "VOLUME_VOLUME_SNAPSHOT_010_016", "delete snapshot:Snapshot failed to delete.")]
    [InlineData("unsnapshot", OutcomeKind.Busy, "VOLUME_VOLUME_SNAPSHOT_010_015", "delete snapshot:Snapshot is busy.")]
    public void Settle_OfWhatWasAnsweredBefore_NotesItsFailure(string what, OutcomeKind outcome, string eventId, string text)
    {
        var note = Noted(Begun(what).Settle(outcome));

        Assert.Equal((eventId, text), (note.EventId, Text(note)));
        Assert.Equal(what.EndsWith("snapshot", StringComparison.Ordinal) ? Some.Snapshot(1).Value : Some.VolumeId.Value, note.ResourceId);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("extend")]
    [InlineData("snapshot")]
    [InlineData("unsnapshot")]
    public void Settle_OfSuccess_NotesNothing(string what) => Assert.Null(Begun(what).Settle(OutcomeKind.Done).State.Ended[0].Message);

    [Fact]
    public void Settle_OfAnExportWhoseCallerWaits_NotesNothing() =>
        Assert.Null(Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a")).Settle(OutcomeKind.Refused).State.Ended[0].Message);

    [Fact]
    public void Note_InTheStateDocument_IsReadAsItWasWritten()
    {
        var state = new Life().Begin(Some.Create(placed: false)).State;

        Assert.Equal(state.Ended[0].Message, VolumeStateJson.Read(VolumeStateJson.Write(state)).Ended[0].Message);
    }

    private static Life Begun(string what) => what switch
    {
        "create" => new Life().Begin(Some.Create()),
        "extend" => Life.Of().Begin(new VolumeCommand.Extend(20, false)),
        "snapshot" => Life.Of().Begin(Some.TakeSnapshot(1)),
        _ => Life.Of().Serve(Some.TakeSnapshot(1)).Begin(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false)),
    };

    private static MessageNote Noted(Life life) => life.State.Ended[0].Message ?? throw new Xunit.Sdk.XunitException("no message");

    private static string Text(MessageNote note) => new UserMessage(new(Guid.Empty), Some.Project, "req-1", note, Some.Now).Text;
}
