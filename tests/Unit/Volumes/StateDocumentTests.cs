using System.Text;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>The state document's layout, which the database's trigger relies on.</summary>
public sealed class StateDocumentTests
{
    private static readonly string[] Starts = ["{\"schema\":", "\"id\":", "\"attachments\":[", "\"exports\":[", "\"snapshots\":[", "\"intent\":", "\"ended\":[", "\"gone\":", "}"];

    [Fact]
    public void Write_AnyState_HasNineLinesThatBeginAsTheTriggerExpects()
    {
        var life = Life.Of().Serve(Some.Reserve(1));
        foreach (var state in new[] { life.State, life.Begin(Some.Connect(1, "a")).State, ProcessedAndNamed(life.State) })
        {
            var lines = Encoding.UTF8.GetString(VolumeStateJson.Write(state)).Split('\n');
            Assert.Equal(Starts.Length, lines.Length);
            Assert.All(lines.Zip(Starts), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Write_WhatAnAttachChanges_IsOnTheFirstLineAndNotOnTheSecond()
    {
        var life = Life.Of().Serve(Some.Reserve(1));
        var before = Lines(life.State);
        var after = Lines(life.Begin(Some.Connect(1, "a")).State);

        Assert.NotEqual(before[0], after[0]);
        Assert.Equal(before[1], after[1]);
    }

    [Fact]
    public void Write_UsersWordsThatLookLikeTheLayout_StayOnTheirLine()
    {
        var state = ProcessedAndNamed(Life.Of().Serve(Some.Reserve(1)).State);

        var read = VolumeStateJson.Read(VolumeStateJson.Write(state));

        Assert.Equal(state.Name, read.Name);
        Assert.Equal(state.Metadata, read.Metadata);
        Assert.Equal(Starts.Length, Lines(state).Length);
    }

    private static string[] Lines(VolumeState state) => Encoding.UTF8.GetString(VolumeStateJson.Write(state)).Split('\n');

    private static VolumeState ProcessedAndNamed(VolumeState state) => state with
    {
        Name = "two\nlines,\"attachments\":[",
        Metadata = state.Metadata.Add("attachments", "[").Add("gone", "false").Add("id", "\n"),
    };
}
