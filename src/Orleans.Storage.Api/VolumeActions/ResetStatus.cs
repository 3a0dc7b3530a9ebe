using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Volumes;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-reset_status</c>: an operator says what is true.</summary>
internal sealed class ResetStatus(VolumeLookup volumes) : VolumeAction
{
    /// <summary>The statuses as Cinder lists them in its complaint.</summary>
    private static readonly string[] Statuses =
    [
        "creating", "available", "deleting", "error", "error_deleting", "error_managing", "managing", "attaching", "in-use", "detaching", "maintenance", "restoring-backup", "error_restoring",
        "reserved", "awaiting-transfer", "backing-up", "error_backing-up", "error_extending", "downloading", "uploading", "retyping", "extending",
    ];

    private static readonly string[] MigrationStatuses = ["migrating", "error", "success", "completing", "none", "starting"];

    /// <inheritdoc/>
    public override string Name => "os-reset_status";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_admin_actions:reset_status";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("status", TextOrNull), ("attach_status", TextOrNull), ("migration_status", TextOrNull)]);

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var status = call.Value.TextOrNull("status");
        var attachStatus = call.Value.TextOrNull("attach_status");
        var migrationStatus = call.Value.TextOrNull("migration_status");
        if (status is null && attachStatus is null && migrationStatus is null)
        {
            throw ApiException.BadRequest("Must specify 'status', 'attach_status' or 'migration_status' for update.");
        }

        var migration = MigrationOf(migrationStatus);
        var request = new ResetStatusRequest(StatusOf(status), AttachStatusOf(attachStatus), migration);
        if (request.Status == VolumeStatus.InUse && (await volumes.GetAsync(call.VolumeId, call.Caller)).Attachments.IsEmpty)
        {
            throw ApiException.BadRequest("Cannot reset-state to in-use because volume does not have any attachments.");
        }

        await call.Volume.ResetStatus(request, call.Caller);
        await call.AcceptAsync();
    }

    private static VolumeStatus? StatusOf(string? word) => word is null ? null
        : Array.IndexOf(Statuses, word.ToLowerInvariant()) < 0
            ? throw ApiException.BadRequest($"Volume status: {word} is invalid, valid statuses are: ({string.Join(", ", Statuses.Select(PythonText.Repr))}).")
        : WireName<VolumeStatus>.Parse(word) is not { } status || status == VolumeStatus.Deleting ? throw ApiException.BadRequest($"Cannot reset-state to {word}")
        : status;

    private static AttachStatus? AttachStatusOf(string? word) => word is null ? null
        : WireName<AttachStatus>.Parse(word) is { } status and (AttachStatus.Attached or AttachStatus.Detached) ? status
        : throw ApiException.BadRequest($"Volume attach status: {word} is invalid, valid statuses are: ('attached', 'detached').");

    private static MigrationStatus? MigrationOf(string? word) => word is null ? null : WireName<MigrationStatus>.Parse(word.ToLowerInvariant())
        ?? throw ApiException.BadRequest($"Volume migration status: {word} is invalid, valid statuses are: ({string.Join(", ", MigrationStatuses.Select(PythonText.Repr))}).");
}
