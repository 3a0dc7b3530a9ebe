using System.Diagnostics.CodeAnalysis;
using OrleansStorage.Domain.Volumes;

namespace OrleansStorage.Data.Conformance;

/// <summary>What a volume's activation has in memory of its row.</summary>
public sealed class VolumeRecord(VolumeState? state = null, string? etag = null) : IGrainState<VolumeState>
{
    [AllowNull]
    public VolumeState State { get; set; } = state!;

    public string? ETag { get; set; } = etag;

    public bool RecordExists { get; set; } = etag is not null;

    /// <summary>The same row as another activation remembers it.</summary>
    public VolumeRecord With(Func<VolumeState, VolumeState> change) => new(change(State), ETag);
}
