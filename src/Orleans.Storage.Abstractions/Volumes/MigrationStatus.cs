using System.Text.Json.Serialization;

namespace OrleansStorage.Volumes;

/// <summary>How a volume's migration to another pool stands; Cinder's words (contract §27.3). Append only: values are stored and cross wires.</summary>
[JsonConverter(typeof(WordConverter<MigrationStatus>))]
public enum MigrationStatus
{
    /// <summary>There is none.</summary>
    [JsonStringEnumMemberName("none")] None = 0,
    /// <summary>It was asked for.</summary>
    [JsonStringEnumMemberName("starting")] Starting = 1,
    /// <summary>Data is being copied.</summary>
    [JsonStringEnumMemberName("migrating")] Migrating = 2,
    /// <summary>The copy takes the volume's place.</summary>
    [JsonStringEnumMemberName("completing")] Completing = 3,
    /// <summary>It ended well.</summary>
    [JsonStringEnumMemberName("success")] Success = 4,
    /// <summary>It failed.</summary>
    [JsonStringEnumMemberName("error")] Error = 5,
}
