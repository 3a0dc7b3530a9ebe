using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests.Hosting;

/// <summary>Objects that many tests show.</summary>
public static class Samples
{
    /// <summary>The time of everything.</summary>
    public static readonly DateTimeOffset Time = new DateTimeOffset(2026, 11, 22, 16, 47, 56, TimeSpan.Zero).AddTicks(8577950);

    /// <summary>The only type.</summary>
    public static readonly VolumeType Type = new() { Id = new(Guid.Parse("080b0b32-4792-4c2f-8ca9-3101b75ac7ab")), Name = "__DEFAULT__", CreatedAt = Time };

    /// <summary>The only pool.</summary>
    public static readonly PoolReport Pool = new()
    {
        Backend = new("h@b#p"), BackendName = "b", DriverName = "Simulated", StorageProtocol = "iSCSI", TotalGiB = 100, FreeGiB = 99.5, ProvisionedGiB = 1, MaxOverSubscriptionRatio = 1,
        ThinProvisioning = true, Multiattach = true, OnlineExtend = true, SharedTargets = false, AvailabilityZone = "nova", Enabled = true, IsUp = true, At = Time, VolumeCount = 1, Running = 0, Waiting = 0,
    };

    /// <summary>A volume of the tests' project.</summary>
    public static VolumeDescription Volume(Guid? id = null, string project = StubApi.Project) => new()
    {
        Id = new(id ?? Guid.NewGuid()), ProjectId = new(project), UserId = "admin", Name = "n1", SizeGiB = 1, Status = VolumeStatus.Available, AttachStatus = AttachStatus.Detached, TypeId = Type.Id,
        AvailabilityZone = "nova", Backend = Pool.Backend, CreatedAt = Time, Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("a", "b"), SharedTargets = false,
    };

    /// <summary>An attachment of a volume.</summary>
    public static AttachmentDescription Attachment(VolumeId volume, AttachStatus status = AttachStatus.Reserved) =>
        new() { Id = AttachmentId.New(), VolumeId = volume, Status = status, InstanceId = Guid.NewGuid() };

    /// <summary>A snapshot of a volume.</summary>
    public static SnapshotDescription Snapshot(VolumeId volume, string project = StubApi.Project) => new()
    {
        Id = new(Guid.NewGuid()), VolumeId = volume, ProjectId = new(project), UserId = "admin", Name = "s1", Status = SnapshotStatus.Available, SizeGiB = 1, CreatedAt = Time,
    };

    /// <summary>How a host logs in, over so many portals.</summary>
    public static ConnectionInfo Connection(VolumeId volume, AttachmentId? attachment, params string[] portals) => new()
    {
        Data = new IscsiConnectionData
        {
            VolumeId = volume, Portals = [.. portals], TargetIqn = $"iqn.2010-10.org.openstack:volume-{volume}", TargetLun = 1, AuthUsername = "user", AuthPassword = new("secret"),
        },
        AccessMode = AttachMode.ReadWrite,
        AttachmentId = attachment,
    };

    /// <summary>An API whose types and pools are these.</summary>
    public static async Task<StubApi> StartAsync(Action<CinderApiOptions>? configure = null, Action<IServiceCollection>? services = null) => (await StubApi.StartAsync(configure, services))
        .On("ISchedulerGrain.GetPools", _ => Task.FromResult(ImmutableArray.Create(Pool)))
        .On("IVolumeTypesGrain.GetState", _ => Task.FromResult(ImmutableArray.Create(Type)))
        .On("IQosSpecsGrain.GetQosSpecs", _ => Task.FromResult(ImmutableArray<QosSpecs>.Empty));
}
