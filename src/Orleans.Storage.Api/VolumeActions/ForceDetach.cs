using System.Text.Json;
using OrleansStorage.Api.Connections;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-force_detach</c>: an operator ends an attachment and, with a connector, that host's claim.</summary>
internal sealed class ForceDetach : VolumeAction
{
    /// <summary>
    /// Says what the array showed after: <c>{"hosts":[{"host","initiator","exported","sessions"}],"error"}</c>, in ASCII. A header, since Cinder's answer has no body and clients know nothing of ours.
    /// </summary>
    private const string Header = "X-Orleans-Storage-Array";

    /// <inheritdoc/>
    public override string Name => "os-force_detach";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_admin_actions:force_detach";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("connector", new() { Types = JsonTypes.Object | JsonTypes.String | JsonTypes.Null, AllowsMore = true }), ("attachment_id", IdOrNull)]);

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var id = call.Value.IdOrNull("attachment_id");
        var connector = call.Value.TryGet("connector", out var value) ? ConnectorReader.Read(value) : null;
        var result = await call.Volume.ForceDetach(id is { } attachment ? new AttachmentId(attachment) : null, connector, call.Caller);
        call.Request.Http.Response.Headers[Header] = HeaderOf(result);
        await call.AcceptAsync();
    }

    private static string HeaderOf(ForceDetachResult result) => JsonSerializer.Serialize(new
    {
        hosts = result.Hosts.Select(h => new { host = h.Host, initiator = h.Initiator, exported = h.Shows.IsExported, sessions = h.Shows.Sessions }),
        error = result.Error,
    });
}
