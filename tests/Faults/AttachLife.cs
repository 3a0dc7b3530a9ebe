using System.Net;
using OrleansStorage.Testing;
using static OrleansStorage.Faults.Tests.Insistence;

namespace OrleansStorage.Faults.Tests;

/// <summary>One volume's attach life as a compute service lives it: a call whose outcome is unknown, or whose reply is lost, is repeated as it was until it is answered.</summary>
internal sealed class AttachLife(ApiClient api, string volume, string host)
{
    private readonly string _key = Guid.NewGuid().ToString();
    private readonly Guid _instance = Guid.NewGuid();

    /// <summary>What the array must show of the volume while it is attached.</summary>
    public string Export => $"{volume} {ApiClient.Initiator(host)}";

    /// <summary>The volume.</summary>
    public string Volume => volume;

    /// <summary>The attachment, once it is acknowledged.</summary>
    public string Attachment { get; private set; } = "";

    /// <summary>Makes the attachment and connects the host in one call; a repetition is the same call by its key.</summary>
    public async Task AttachAsync()
    {
        var made = await RepeatAsync(TryAttachAsync);
        Attachment = made.Expect(HttpStatusCode.OK).GetProperty("attachment").GetProperty("id").GetString()!;
    }

    /// <summary>The same once.</summary>
    public Task<ApiAnswer> TryAttachAsync() => api.SendAsync(HttpMethod.Post, "attachments",
        new { attachment = new { volume_uuid = volume, instance_uuid = _instance, connector = ApiClient.Connector(host) } }, ("Idempotency-Key", _key));

    /// <summary>Says that the guest uses it.</summary>
    public async Task CompleteAsync() =>
        (await RepeatAsync(() => api.PostAsync($"attachments/{Attachment}/action", new Dictionary<string, object> { ["os-complete"] = new { } }))).Expect(HttpStatusCode.NoContent);

    /// <summary>Ends the attachment; one that a lost try has ended is gone.</summary>
    public async Task DetachAsync() => AssertGone(await RepeatAsync(TryDetachAsync), HttpStatusCode.OK);

    /// <summary>The same once.</summary>
    public Task<ApiAnswer> TryDetachAsync() => api.DeleteAsync($"attachments/{Attachment}");

    /// <summary>The initiators that the array lets in to the volume.</summary>
    public async Task<IReadOnlyList<string>> ExportsAsync() => ApiClient.ExportsOf(volume, await RepeatAsync(() => api.GetAsync(ApiClient.BackendsPath)));

    /// <summary>Removes the volume, and waits until it is gone. A removal of unknown outcome leaves it as <c>error_deleting</c>, which operators remove by force (contract §8).</summary>
    public Task DeleteVolumeAsync() => Eventually.Is($"volume {volume} is gone", async () =>
    {
        var shown = await RepeatAsync(() => api.GetAsync($"volumes/{volume}"));
        if (shown.Status == HttpStatusCode.NotFound) return true;
        var status = shown.Expect(HttpStatusCode.OK).GetProperty("volume").GetProperty("status").GetString();
        if (status == "error_deleting") await RepeatAsync(() => api.ActAsync(volume, "os-force_delete"));
        else if (status != "deleting") await RepeatAsync(() => api.DeleteAsync($"volumes/{volume}"));
        return false;
    }, Patience);

    private static void AssertGone(ApiAnswer answer, HttpStatusCode done)
    {
        if (answer.Status != HttpStatusCode.NotFound) answer.Expect(done);
    }
}
