using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Backups;
using OrleansStorage.Domain.Records;

namespace OrleansStorage.Grains.Backups;

/// <summary>Every backup that was asked for, oldest first.</summary>
public sealed class BackupsState : StoredSettings
{
    /// <summary>The backups.</summary>
    [JsonPropertyName("backups")] public ImmutableArray<BackupRecord> Backups { get; set; } = [];
}
