namespace OrleansStorage.Projects;

/// <summary>The names of the quotas, as the API spells them; those of a type are <c>volumes_NAME</c>, <c>gigabytes_NAME</c> and <c>snapshots_NAME</c>.</summary>
public static class QuotaResource
{
    /// <summary>How many volumes.</summary>
    public const string Volumes = "volumes";
    /// <summary>How many snapshots.</summary>
    public const string Snapshots = "snapshots";
    /// <summary>How many GiB, volumes and snapshots together.</summary>
    public const string Gigabytes = "gigabytes";
    /// <summary>How many GiB one volume may have.</summary>
    public const string PerVolumeGigabytes = "per_volume_gigabytes";
    /// <summary>How many backups.</summary>
    public const string Backups = "backups";
    /// <summary>How many GiB of backups.</summary>
    public const string BackupGigabytes = "backup_gigabytes";
    /// <summary>How many groups.</summary>
    public const string Groups = "groups";
}
