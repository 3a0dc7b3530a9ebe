using OrleansStorage.Cli.Attachments;

namespace OrleansStorage.Cli.Demo;

/// <summary>An attachment that is connected to a host. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VolumeId">The volume.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Host">The host that is let in.</param>
public sealed record DemoAttachment(string Id, string VolumeId, Guid InstanceId, DemoHost Host)
{
    /// <summary>By which it is asked for.</summary>
    public AttachmentKey Key => new(Id, VolumeId);
}
