using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Volumes;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-migrate_volume_completion</c>: a compute service has swapped two volumes. Where neither is being migrated there is nothing to do but to say which one stays.</summary>
internal sealed class MigrateCompletion(VolumeLookup volumes) : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-migrate_volume_completion";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_admin_actions:migrate_volume_completion";

    /// <inheritdoc/>
    public override int Success => 200;

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("new_volume", Id), ("error", BooleanOrNull)], "new_volume");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var volume = await volumes.GetAsync(call.VolumeId, call.Caller);
        var other = await volumes.GetAsync(call.Value.TextOrNull("new_volume")!, call.Caller);
        if (volume.MigrationStatus is not null || other.MigrationStatus is not null)
        {
            throw ApiException.BadRequest($"Invalid volume: {(volume.MigrationStatus is null ? "Source volume not mid-migration." : "Destination volume not mid-migration.")}");
        }

        using var json = call.Request.BeginJson(200);
        json.WriteStartObject();
        json.WriteString("save_volume_id"u8, other.Id.Value);
        json.WriteEndObject();
    }
}
