using OrleansStorage.Projects;

namespace OrleansStorage.Domain.Projects;

/// <summary>Cinder's default quotas (the wire contract's §17).</summary>
public static class QuotaDefaults
{
    private static readonly string[] PerType = [QuotaResource.Volumes, QuotaResource.Gigabytes, QuotaResource.Snapshots];

    /// <summary>The quotas that every project has, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [QuotaResource.BackupGigabytes, QuotaResource.Backups, QuotaResource.Gigabytes, QuotaResource.Groups, QuotaResource.PerVolumeGigabytes, QuotaResource.Snapshots, QuotaResource.Volumes];

    /// <summary>The default of a quota; -1, no limit, for those of a type.</summary>
    public static long Of(string name) => name switch
    {
        QuotaResource.Volumes or QuotaResource.Snapshots or QuotaResource.Backups or QuotaResource.Groups => 10,
        QuotaResource.Gigabytes or QuotaResource.BackupGigabytes => 1000,
        _ => -1,
    };

    /// <summary>The names of a type's own quotas.</summary>
    public static IEnumerable<string> NamesOfType(string typeName) => PerType.Select(p => $"{p}_{typeName}");

    /// <summary>How much longer than a type's name the name of a quota of its own can be.</summary>
    public static int LongestTypePrefix { get; } = PerType.Max(p => p.Length + 1);

    /// <summary>What a quota counts: its name, or the part before the type's name.</summary>
    public static string KindOf(string name) => Names.Contains(name) ? name : PerType.FirstOrDefault(p => name.StartsWith(p + "_", StringComparison.Ordinal)) ?? name;
}
