using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Ids;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-detach</c>: forgets an attachment, the only one when none is named. A null value means <c>{}</c> (<see cref="Differences.DetachTakesNull"/>).</summary>
internal sealed class Detach : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-detach";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_actions:detach";

    /// <inheritdoc/>
    protected override Schema Value { get; } = new() { Types = JsonTypes.Object | JsonTypes.Null, Properties = [("attachment_id", IdOrNull)] };

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var id = call.Value.ValueKind == System.Text.Json.JsonValueKind.Null ? null : call.Value.IdOrNull("attachment_id");
        await call.Volume.Detach(id is { } attachment ? new AttachmentId(attachment) : null, call.Caller);
        await call.AcceptAsync();
    }
}
