using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Scheduling;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Support;

/// <summary>Plain values that tests start from; what a test is about it sets itself.</summary>
internal static class Some
{
    public static DateTimeOffset Now { get; } = new(2031, 5, 4, 3, 2, 1, TimeSpan.Zero);

    public static VolumeId VolumeId { get; } = new(Guid.Parse("11111111-1111-4111-8111-111111111111"));

    public static ProjectId Project { get; } = new("project-1");

    public static BackendId Backend { get; } = new("host@backend#pool");

    public static VolumeTypeId Type { get; } = new(Guid.Parse("22222222-2222-4222-8222-222222222222"));

    public static Caller Caller { get; } = new(Project, "user-1", false, "req-1");

    public static Guid Instance(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static AttachmentId Attachment(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]));

    public static SnapshotId Snapshot(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 3]));

    public static TransferId Transfer(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 4]));

    public static GroupId Group(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 5]));

    public static GroupSnapshotId GroupSnapshot(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 6]));

    public static PoolReport Pool(string name) => new()
    {
        Backend = new($"host@{name}#pool"), BackendName = name, DriverName = "Any", StorageProtocol = "iSCSI", TotalGiB = 100, FreeGiB = 100, ProvisionedGiB = 0, MaxOverSubscriptionRatio = 1,
        ThinProvisioning = true, Multiattach = true, OnlineExtend = true, SharedTargets = false, AvailabilityZone = "nova", Enabled = true, IsUp = true, At = Now, VolumeCount = 0, Running = 0, Waiting = 0,
    };

    public static Secret TransferKey { get; } = new("0123456789abcdef");

    public static Transfer TransferOf(int number, bool noSnapshots = false) =>
        new() { Id = Transfer(number), Name = "offer", NoSnapshots = noSnapshots, Key = TransferKeyHash.Of(TransferKey, [1, 2, 3]), CreatedAt = Now };

    public static VolumeCommand.CreateTransfer OfferTransfer(int number, bool noSnapshots = false) =>
        new(new CreateTransferRequest(Transfer(number), "offer", noSnapshots, TransferKeyHash.Of(TransferKey, [1, 2, 3])));

    public static Connector Connector(string host) => new() { Host = host, Initiator = "iqn.1993-08.org.debian:01:" + host };

    public static ExportLocation Location(string host) => new() { TargetName = "iqn.2010-10.org.openstack:volume-" + VolumeId, Lun = 1, Portals = ["127.0.0.1:3260", host] };

    public static DecisionContext Context(Caller? caller = null, DateTimeOffset? now = null) =>
        new(VolumeId, now ?? Now, caller ?? Caller, OperationId.New(), new SealedSecret("sealed"), OperationTimeouts.Default);

    public static VolumeState Volume(VolumeStatus status = VolumeStatus.Available, bool multiattach = false) => new()
    {
        Id = VolumeId, ProjectId = Project, UserId = "user-1", SizeGiB = 10, Status = status, TypeId = Type, Multiattach = multiattach, Backend = Backend, CreatedAt = Now, SharedTargets = false,
    };

    public static Attachment AttachmentOf(int number, AttachStatus status, string? host = null, int? instance = 1) => new()
    {
        Id = Attachment(number), InstanceId = instance is { } i ? Instance(i) : null, Status = status, Mode = AttachMode.ReadWrite, Host = host,
    };

    public static Export ExportTo(string host, params ExportOwner[] owners) => new()
    {
        Connector = Connector(host), Owners = [.. owners], Phase = ExportPhase.Exported, Location = Location(host), ChapSecret = new("sealed"),
    };

    public static Snapshot SnapshotOf(int number, SnapshotStatus status = SnapshotStatus.Available) => new()
    {
        Id = Snapshot(number), ProjectId = Project, UserId = "user-1", SizeGiB = 10, Status = status, CreatedAt = Now,
    };

    public static VolumeCommand.Create Create(int sizeGiB = 10, bool multiattach = false, BackendId? backend = null, bool placed = true) => new(VolumeId,
        new CreateVolumeRequest
        {
            SizeGiB = sizeGiB, TypeId = Type, Name = "data",
            ExtraSpecs = multiattach ? ImmutableSortedDictionary<string, string>.Empty.Add("multiattach", "<is> True") : ImmutableSortedDictionary<string, string>.Empty,
        },
        new Placement(placed ? backend ?? Backend : null, placed ? "nova" : null, false, []));

    public static VolumeCommand.CreateAttachment Reserve(int attachment, int? instance = 1, Connector? connector = null, AttachMode mode = AttachMode.Unspecified) =>
        new(new CreateAttachmentRequest(Attachment(attachment), instance is { } i ? Instance(i) : null, connector, mode));

    public static VolumeCommand.ConnectAttachment Connect(int attachment, string host) => new(Attachment(attachment), Connector(host));

    public static VolumeCommand.CompleteAttachment Complete(int attachment) => new(Attachment(attachment));

    public static VolumeCommand.DeleteAttachment Delete(int attachment) => new(Attachment(attachment));

    public static VolumeCommand.CreateSnapshot TakeSnapshot(int snapshot, bool allowInUse = false) =>
        new(new CreateSnapshotRequest(Snapshot(snapshot), "snap", null, ImmutableSortedDictionary<string, string>.Empty, allowInUse));

    public static VolumeCommand.Adopt Adopt(int sizeGiB = 10, string? whyNot = null) => new(VolumeId,
        new AdoptVolumeRequest { Backend = Backend, ArrayName = "lvol0", SizeGiB = sizeGiB, WhyNot = whyNot, TypeId = Type, Name = "data", AvailabilityZone = "nova" });

    public static VolumeCommand.AdoptSnapshot AdoptSnapshot(int snapshot, int sizeGiB = 10, string? whyNot = null) =>
        new(new AdoptSnapshotRequest(Snapshot(snapshot), "lsnap0", sizeGiB, whyNot, "snap", null, ImmutableSortedDictionary<string, string>.Empty));

    public static VolumeTypeId OtherType { get; } = new(Guid.Parse("33333333-3333-4333-8333-333333333333"));

    public static VolumeCommand.Retype Retype(string? whyNotHere = null, bool mayMove = false, bool multiattach = false) => new(
        new RetypeRequest(OtherType, ImmutableSortedDictionary<string, string>.Empty.Add("multiattach", multiattach ? "<is> True" : "<is> False"), mayMove), whyNotHere);

    public static VolumeCommand.Attach OsAttach(int attachment, int? instance = 1, string? host = null, AttachMode mode = AttachMode.ReadWrite) =>
        new(new LegacyAttachRequest(Attachment(attachment), instance is { } i ? Instance(i) : null, host, "/dev/vdb", mode));

    public static VolumeCommand.InitializeConnection OsInitialize(string host) => new(Connector(host));

    public static VolumeCommand.TerminateConnection OsTerminate(string? host) => new(host is null ? null : Connector(host));
}
