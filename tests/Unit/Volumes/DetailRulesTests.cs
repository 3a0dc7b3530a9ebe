using System.Collections.Immutable;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>What people call a volume, and its flags: the wire contract's §7.5, §8 and §13.</summary>
public sealed class DetailRulesTests
{
    [Fact]
    public void Update_ReplacesMetadataAndKeepsWhatIsNotGiven()
    {
        var first = ImmutableSortedDictionary<string, string>.Empty.Add("a", "1");
        var life = Life.Of().Serve(new VolumeCommand.Update(new("one", "words", first)), new VolumeCommand.Update(new("two", null, first.Clear().Add("b", "2"))));

        Assert.Equal(("two", "words"), (life.State.Name, life.State.Description));
        Assert.Equal("b", Assert.Single(life.State.Metadata).Key);
    }

    [Fact]
    public void Metadata_ThatIsNotAsBelieved_IsNotChanged()
    {
        var life = Life.Of();
        var belief = new IfMatch(Any: false, [MetadataTag.Of(life.State.Metadata)]);
        var change = new VolumeCommand.Update(new(null, null, life.State.Metadata.Add("a", "1"), belief));
        life.Serve(change);

        Assert.Equal(ErrorReason.PreconditionFailed, life.Refuses(change).Reason);
        Assert.Equal(ErrorReason.PreconditionFailed, life.Refuses(new VolumeCommand.MergeMetadata(ImmutableDictionary<string, string?>.Empty.Add("b", "2"), belief)).Reason);
        life.Serve(new VolumeCommand.MergeMetadata(ImmutableDictionary<string, string?>.Empty.Add("b", "2"), new IfMatch(Any: true, [])));
        Assert.Equal(["a", "b"], life.State.Metadata.Keys);
    }

    [Fact]
    public void MergeMetadata_SetsAndRemovesSingleEntries()
    {
        var entries = ImmutableDictionary<string, string?>.Empty;
        var life = Life.Of().Serve(new VolumeCommand.MergeMetadata(entries.Add("a", "1").Add("b", "2")), new VolumeCommand.MergeMetadata(entries.Add("a", null)));

        Assert.Equal("b", Assert.Single(life.State.Metadata).Key);
    }

    [Theory]
    [InlineData(true, "True", AttachMode.ReadOnly)]
    [InlineData(false, "False", AttachMode.ReadWrite)]
    public void SetReadonly_IsKeptAsCindersWordAndDecidesTheAccess(bool isReadonly, string word, AttachMode access)
    {
        var life = Life.Of().Serve(new VolumeCommand.SetReadonly(isReadonly));

        Assert.Equal(word, life.State.AdminMetadata["readonly"]);
        Assert.Equal(access, AccessRule.Of(life.State));
    }

    [Fact]
    public void AccessMode_FollowsTheAttachedModeAndNotTheAttachment()
    {
        var life = Life.Of().Serve(Some.Reserve(1, mode: AttachMode.ReadOnly), Some.Connect(1, "a"));
        Assert.Equal(AttachMode.ReadWrite, AccessRule.Of(life.State));

        Assert.Equal(AttachMode.ReadOnly, AccessRule.Of(Life.Of().Serve(Some.OsAttach(1, mode: AttachMode.ReadOnly)).State));
    }

    [Fact]
    public void AnyChange_NotesWhenAndEntersTheTimeline()
    {
        var life = Life.Of();
        life.Now = Some.Now.AddMinutes(3);

        life.Serve(new VolumeCommand.SetBootable(true));

        Assert.True(life.State.Bootable);
        Assert.Equal(life.Now, life.State.UpdatedAt);
        var entry = Assert.Single(life.State.Ended);
        Assert.Equal(("set-bootable", "user-1", "req-1", null), (entry.Kind, entry.UserId, entry.RequestId, entry.Error));
    }

    [Fact]
    public void MergeImageMetadata_SetsAndRemovesAndKnowsWhatIsNotThere()
    {
        var entries = ImmutableDictionary<string, string?>.Empty;
        var life = Life.Of().Serve(new VolumeCommand.MergeImageMetadata(entries.Add("a", "1").Add("b", "2")), new VolumeCommand.MergeImageMetadata(entries.Add("a", null)));

        Assert.Equal(["b=2"], life.State.Describe().ImageMetadata.Select(e => $"{e.Key}={e.Value}"));
        var error = life.Refuses(new VolumeCommand.MergeImageMetadata(entries.Add("a", null)));
        Assert.Equal((ErrorReason.NotFound, $"Glance metadata for volume/snapshot {Some.VolumeId} cannot be found."), (error.Reason, error.Message));
        Assert.Null(life.Serve(new VolumeCommand.MergeImageMetadata(entries.Add("b", null))).State.ImageMetadata);
    }

    [Fact]
    public void Describe_ShowsNoSecretAndNoConnector()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"));

        var shown = life.State.Describe();

        Assert.Equal(("a", ExportPhase.Exported), (shown.Exports[0].Host, shown.Exports[0].Phase));
        Assert.True(shown.Attachments[0].IsConnected);
        Assert.DoesNotContain("sealed", shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_AStateWithEverything_ReadsBackAsItWas()
    {
        var life = Life.Multi().Serve(Some.TakeSnapshot(1), Some.Reserve(1, 1, Some.Connector("a")), Some.OsInitialize("b"), Some.Complete(1), new VolumeCommand.SetBootable(true))
            .Serve(new VolumeCommand.MergeImageMetadata(ImmutableDictionary<string, string?>.Empty.Add("os", "x")), Some.AdoptSnapshot(2, whyNot: "none"))
            .Begin(new VolumeCommand.Extend(20, true));

        var written = VolumeStateJson.Write(life.State);

        Assert.Equal(written, VolumeStateJson.Write(VolumeStateJson.Read(written)));
        Assert.Equal(life.State.Intent, VolumeStateJson.Read(written).Intent);
    }
}
