using System.Text.Json.Serialization;

namespace OrleansStorage.Volumes;

/// <summary>Where an export is in its life. Append only: values are stored and cross wires.</summary>
[JsonConverter(typeof(WordConverter<ExportPhase>))]
public enum ExportPhase
{
    /// <summary>The intent to make it is written; the array may have acted.</summary>
    [JsonStringEnumMemberName("creating")] Creating = 0,
    /// <summary>The array showed it.</summary>
    [JsonStringEnumMemberName("exported")] Exported = 1,
    /// <summary>Nobody needs it; the array has not agreed yet that it is gone.</summary>
    [JsonStringEnumMemberName("removing")] Removing = 2,
}
