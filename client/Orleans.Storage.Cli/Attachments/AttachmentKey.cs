namespace OrleansStorage.Cli.Attachments;

/// <summary>Which attachment. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VolumeId">Its volume; null when the caller does not know it.</param>
public sealed record AttachmentKey(string Id, string? VolumeId = null);
