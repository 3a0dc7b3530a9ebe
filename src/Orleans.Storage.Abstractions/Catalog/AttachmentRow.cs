using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Catalog;

/// <summary>One attachment of a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VolumeId">Its volume.</param>
/// <param name="InstanceId">The instance; null for a host alone.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Project">The volume's owner.</param>
public sealed record AttachmentRow(AttachmentId Id, VolumeId VolumeId, Guid? InstanceId, AttachStatus Status, ProjectId Project);
