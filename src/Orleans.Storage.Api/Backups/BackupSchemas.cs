using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Backups;

/// <summary>The bodies of the backup calls (contract §22).</summary>
internal static class BackupSchemas
{
    private const int MetadataSince = 43;
    private const int ZoneSince = 51;
    private static readonly Schema Text = new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 };

    /// <summary><c>os-reset_status</c>.</summary>
    public static readonly Schema ResetStatus = Object([("status", new() { Types = JsonTypes.String, Words = ["available", "error"] })], "status");

    /// <summary>POST /backups/{id}/restore.</summary>
    public static readonly Schema Restore = Body("restore", Object([("name", TextOrNull), ("volume_id", IdOrNull)]));

    /// <summary>POST /backups/import_record.</summary>
    public static readonly Schema Import = Body("backup-record", Object([("backup_service", Text), ("backup_url", new() { Types = JsonTypes.String, MinLength = 1 })], "backup_service", "backup_url"));

    /// <summary>POST /backups.</summary>
    public static Schema Create(Microversion version)
    {
        List<(string, Schema)> properties =
        [
            ("volume_id", Id), ("container", TextOrNull), ("description", TextOrNull), ("incremental", CommonSchemas.Boolean), ("force", CommonSchemas.Boolean), ("name", TextOrNull), ("snapshot_id", IdOrNull),
        ];
        if (version.Has(MetadataSince)) properties.Add(("metadata", MetadataOrNull));
        if (version.Has(ZoneSince)) properties.Add(("availability_zone", TextOrNull));
        return Body("backup", Object(properties, "volume_id"));
    }

    /// <summary>PUT /backups/{id}.</summary>
    public static Schema Update(Microversion version)
    {
        List<(string, Schema)> properties = [("description", TextOrNull), ("name", TextOrNull)];
        if (version.Has(MetadataSince)) properties.Add(("metadata", MetadataOrNull));
        return Body("backup", Object(properties));
    }
}
