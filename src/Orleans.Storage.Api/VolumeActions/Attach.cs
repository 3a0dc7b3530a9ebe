using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-attach</c>: records who uses the volume; the array is not asked.</summary>
internal sealed class Attach : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-attach";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_actions:attach";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object(
        [
            ("instance_uuid", IdOrNull), ("host_name", TextOrNull), ("mountpoint", new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 }),
            ("mode", new() { Types = JsonTypes.String, Words = ["rw", "ro"] }),
        ],
        "mountpoint");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var instance = call.Value.IdOrNull("instance_uuid");
        var host = call.Value.TextOrNull("host_name");
        if (instance is null && string.IsNullOrEmpty(host))
        {
            throw ApiException.BadRequest("Invalid request to attach volume to an invalid target");
        }

        // Without a mode Cinder means read-write here, unlike in the attachments call.
        var mode = WireName<AttachMode>.Parse(call.Value.TextOrNull("mode")) ?? AttachMode.ReadWrite;
        await call.Volume.Attach(new LegacyAttachRequest(AttachmentId.New(), instance, host, call.Value.TextOrNull("mountpoint")!, mode), call.Caller);
        await call.AcceptAsync();
    }
}
