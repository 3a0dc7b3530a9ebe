using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Attachments;
using OrleansStorage.Cli.Rest;
using OrleansStorage.Volumes;

namespace OrleansStorage.Cli.Demo;

/// <summary>
/// The demo's operations, each as a compute service does it, kept in the ledger as they succeed. None can be cancelled half-way: what was begun is finished, so that the ledger is always right. Safe from any thread.
/// </summary>
public sealed class DemoCalls(CinderApi api, IAttachmentCalls attachments, DemoLedger ledger, TimeProvider time)
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Makes a volume of one GiB and waits until the array has it.</summary>
    public async Task<string> CreateVolumeAsync(string name, string? typeId)
    {
        var wanted = new JsonObject { ["size"] = 1, ["name"] = name, ["volume_type"] = typeId };
        var id = Id((await api.PostAsync("volumes", new() { ["volume"] = wanted }, CancellationToken.None))["volume"]!);
        ledger.Add(id);
        await PollAsync(id, status => status switch
        {
            "available" => true,
            "creating" => false,
            _ => throw new ApiException(HttpStatusCode.InternalServerError, $"Volume {id} could not be created: its status is {status ?? "gone"}."),
        });
        return id;
    }

    /// <summary>Attaches: reserve, connect the host, complete.</summary>
    public async Task<DemoAttachment> AttachAsync(string volume, Guid instance, DemoHost host)
    {
        var made = await attachments.CreateAsync(volume, instance, AttachMode.Unspecified, connector: null, CancellationToken.None);
        await attachments.ConnectAsync(made, host.Connector, CancellationToken.None);
        return await CompleteAsync(new(made.Id, volume, instance, host));
    }

    /// <summary>The first half of a live migration: the destination is let in beside the source, and completed.</summary>
    public async Task<DemoAttachment> ConnectDestinationAsync(DemoAttachment source, DemoHost destination)
    {
        var made = await attachments.CreateAsync(source.VolumeId, source.InstanceId, AttachMode.Unspecified, destination.Connector, CancellationToken.None);
        return await CompleteAsync(new(made.Id, source.VolumeId, source.InstanceId, destination));
    }

    /// <summary>Asks again how a connected host logs in, by the call that compute services repeat at every turn.</summary>
    public Task InitializeConnectionAsync(DemoAttachment attachment) => attachments.ReadConnectionAsync(attachment.Key, attachment.Host.Connector, CancellationToken.None);

    /// <summary>Detaches; answered when the array has shut the host out.</summary>
    public async Task DetachAsync(DemoAttachment attachment)
    {
        await attachments.DeleteAsync(attachment.Key, CancellationToken.None);
        ledger.Remove(attachment);
    }

    /// <summary>Removes a volume and waits until the array has done so.</summary>
    public async Task DeleteVolumeAsync(string volume)
    {
        await api.DeleteAsync($"volumes/{volume}", CancellationToken.None);
        await PollAsync(volume, status => status switch
        {
            null => true,
            "deleting" => false,
            _ => throw new ApiException(HttpStatusCode.InternalServerError, $"Volume {volume} could not be deleted: its status is {status}."),
        });
        ledger.Remove(volume);
    }

    /// <summary>Ends every attachment that a volume still has, one that was only reserved too.</summary>
    public async Task DetachEverythingAsync(string volume)
    {
        foreach (var attachment in (await api.GetAsync($"attachments?volume_id={volume}", CancellationToken.None))["attachments"]!.AsArray())
            await api.DeleteAsync($"attachments/{Id(attachment!)}", CancellationToken.None);
    }

    /// <summary>What the arrays show and what is on record.</summary>
    public async Task<IReadOnlyList<BackendExports>> ReadExportsAsync() =>
        (await api.GetAsync("orleans-storage/backends", CancellationToken.None))["backends"].Deserialize<BackendExports[]>()!;

    private async Task<DemoAttachment> CompleteAsync(DemoAttachment attachment)
    {
        ledger.Add(attachment);
        await attachments.CompleteAsync(attachment.Key, CancellationToken.None);
        return attachment;
    }

    private async Task PollAsync(string volume, Func<string?, bool> isThere)
    {
        var start = time.GetTimestamp();
        for (var pause = FirstPoll; !isThere(await StatusAsync(volume)); pause = pause < LongestPoll ? pause * 2 : LongestPoll)
        {
            if (time.GetElapsedTime(start) > LongestWait)
                throw new ApiException(HttpStatusCode.GatewayTimeout, $"Volume {volume} did not change within {LongestWait.TotalSeconds:0} s.");
            await Task.Delay(pause, time);
        }
    }

    private async Task<string?> StatusAsync(string volume)
    {
        try
        {
            return (await api.GetAsync($"volumes/{volume}", CancellationToken.None))["volume"]!["status"]!.GetValue<string>();
        }
        catch (ApiException error) when (error.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static string Id(JsonNode node) => node["id"]!.GetValue<string>();
}
