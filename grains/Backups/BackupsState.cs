using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Backups;

namespace OrleansStorage.Grains.Backups;

/// <summary>Every backup that was asked for, oldest first.</summary>
public sealed class BackupsState
{
    /// <summary>The schema number that this value was written with.</summary>
    [JsonPropertyName("schema")] public int Schema { get; set; } = 1;
    /// <summary>The backups.</summary>
    [JsonPropertyName("backups")] public ImmutableArray<BackupRecord> Backups { get; set; } = [];
}
