using System.Collections.Immutable;
using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client.Tests.Sdk;

/// <summary>Values that tests need and do not care about.</summary>
internal static class Some
{
    public static readonly VolumeId Volume = VolumeId.New();
    public static readonly Guid Instance = Guid.NewGuid();
    public static readonly VolumeType Type = new() { Id = VolumeTypeId.New(), Name = IVolumeTypesGrain.DefaultName, CreatedAt = DateTimeOffset.UnixEpoch };

    public static Connector Connector(string host = "compute-1") => new() { Host = host, Initiator = "iqn.1993-08.org.debian:01:" + host };

    public static AttachmentResult Attachment(AttachmentId id, string? host = "compute-1") => new(
        new() { Id = id, VolumeId = Volume, Status = AttachStatus.Attaching, InstanceId = Instance, Host = host, IsConnected = host is not null },
        host is null ? null : new() { AccessMode = AttachMode.ReadWrite, Data = Login(), AttachmentId = id });

    public static VolumeDescription Description(VolumeStatus status = VolumeStatus.Available, int sizeGiB = 1) => new()
    {
        Id = Volume, ProjectId = new("admin"), UserId = "compute", SizeGiB = sizeGiB, Status = status, AttachStatus = AttachStatus.Detached, TypeId = Type.Id, CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public static StorageException Error(ErrorKind kind, ErrorReason reason, TimeSpan? retryAfter = null) => new(new StorageError(kind, reason, $"{kind} because of {reason}", retryAfter));

    public static ImmutableArray<VolumeType> Types => [Type];

    private static IscsiConnectionData Login() => new()
    {
        VolumeId = Volume, Portals = ["127.0.0.1:3260"], TargetIqn = "iqn.2010-10.org.openstack:volume", TargetLun = 1, AuthUsername = "user", AuthPassword = new("secret"),
    };
}
