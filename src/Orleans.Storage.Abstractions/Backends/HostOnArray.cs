using System.Text.Json.Serialization;

namespace OrleansStorage.Backends;

/// <summary>What an array shows of one host and one volume. Immutable.</summary>
/// <param name="IsExported">Whether the array lets the host in.</param>
/// <param name="Sessions">How many sessions the host has open; null when the array cannot say.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.HostOnArray")]
public sealed record HostOnArray(
    [property: Id(0), JsonPropertyName("exported")] bool IsExported, [property: Id(1), JsonPropertyName("sessions")] int? Sessions)
{
    /// <summary>Whether the array shows nothing of the host any more.</summary>
    [JsonIgnore] public bool IsCut => !IsExported && Sessions is null or 0;

    /// <summary>What a listing of an array's exports says of one host and one volume.</summary>
    /// <param name="exports">The listing.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="initiator">The host, as the array names it.</param>
    public static HostOnArray In(IEnumerable<ArrayExport> exports, Ids.VolumeId volume, string? initiator)
    {
        var own = exports.Where(e => e.VolumeId == volume && e.Initiator is not null && e.Initiator == initiator).ToList();
        return new(own.Exists(e => e.IsLetIn), own.Exists(e => e.Sessions is null) ? null : own.Sum(e => e.Sessions));
    }
}
