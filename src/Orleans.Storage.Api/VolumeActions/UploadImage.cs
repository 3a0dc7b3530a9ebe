using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-volume_upload_image</c>: refused, as there is no image service.</summary>
internal sealed class UploadImage : VolumeAction
{
    private const int VisibilitySince = 1;

    /// <inheritdoc/>
    public override string Name => "os-volume_upload_image";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_actions:upload_image";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object(
        [
            ("image_name", new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 }), ("force", BooleanOrNull),
            ("disk_format", new() { Types = JsonTypes.String, Words = ["raw", "vmdk", "vdi", "qcow2", "vhd", "vhdx", "ploop"] }), ("container_format", TextOrNull),
            ("visibility", new() { Types = JsonTypes.String, Words = ["community", "public", "private", "shared"] }), ("protected", CommonSchemas.Boolean),
        ],
        "image_name");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        if (call.Request.Version.Has(VisibilitySince) && call.Value.TextOrNull("visibility") == "public")
        {
            call.Request.Demand("volume_extension:volume_actions:upload_public");
        }

        await call.Volume.UploadImage(call.Caller);
        await call.AcceptAsync();
    }
}
