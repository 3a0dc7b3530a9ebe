using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>Two activations of one volume, lost at any time, over an array that hangs and fails: order comes from the record alone (DESIGN §5). A failure names its seed.</summary>
public sealed class TwoActivationsTests
{
    private const int Clients = 6;
    private const int Rounds = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task AttachMigrateDetach_ByManyClients_LeavesOneExportAHostAndNothingAtTheEnd(int seed)
    {
        using var cluster = new SimulatedCluster(seed);

        await Soon.Happens(cluster.Run(Enumerable.Range(1, Clients).Select(client => (Func<Task>)(() => Work(cluster, client)))), $"every client came to its end (seed {seed})");
        cluster.Array.Faulty = false;
        await Soon.Happens(cluster.Run([cluster.Settle]), $"the last intent was settled (seed {seed})");

        Assert.Empty(cluster.Array.Violations);
        Assert.Empty(cluster.Model.Exports);
        Assert.Empty(cluster.Row.State!.Attachments);
        Assert.Empty(cluster.Row.State.Exports);
        Assert.Equal(VolumeStatus.Available, cluster.Row.State.Status);
        Assert.True(cluster.Array.Calls >= Clients * Rounds * 2, "the clients did their work");
        Assert.True(cluster.Stale > 0, "no activation was ever stale, so nothing was proved");
    }

    /// <summary>One compute service: attach, read, move to the neighbour host, complete, detach.</summary>
    private static async Task Work(SimulatedCluster cluster, int client)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (id, source, destination) = ((client * 100) + round, $"source-{client}", $"destination-{client}");
            await cluster.Ask(Some.Reserve(id, client));
            await cluster.Ask(Some.Connect(id, source));
            IsThere(cluster, id, source);
            await cluster.Ask(Some.Complete(id));
            if (cluster.Next(2) == 0)
            {
                await cluster.Ask(Some.Connect(id, destination));
                source = destination;
                IsThere(cluster, id, source);
            }
            IsThere(cluster, id, source);
            await cluster.Ask(Some.Delete(id), error => error.Reason == ErrorReason.NotFound);
            Assert.Null(cluster.Row.State!.FindAttachment(Some.Attachment(id)));
            Assert.DoesNotContain(source, cluster.Model.Exports);
        }
    }

    /// <summary>What was acknowledged is on record and on the array.</summary>
    private static void IsThere(SimulatedCluster cluster, int attachment, string host)
    {
        var export = cluster.Row.State!.FindExport(host);
        Assert.Equal(ExportPhase.Exported, export?.Phase);
        Assert.Contains(ExportOwner.Attachment(Some.Attachment(attachment)), export!.Owners);
        Assert.Contains(host, cluster.Model.Exports);
    }
}
