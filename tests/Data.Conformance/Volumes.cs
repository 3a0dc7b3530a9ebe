using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Messages;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;

namespace OrleansStorage.Data.Conformance;

/// <summary>Volumes for tests.</summary>
internal static class Volumes
{
    /// <summary>A moment with microseconds, in UTC.</summary>
    public static readonly DateTimeOffset Start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123456);

    public static readonly BackendId Pool = new("storage@simulated#pool");
    public static readonly VolumeTypeId Type = new(Guid.Parse("11111111-1111-1111-1111-111111111111"));

    public static VolumeState New(string project = "project", DateTimeOffset? createdAt = null) => new()
    {
        Id = VolumeId.New(),
        ProjectId = new(project),
        UserId = "user",
        SizeGiB = 1,
        Status = VolumeStatus.Available,
        TypeId = Type,
        Backend = Pool,
        CreatedAt = createdAt ?? Start,
    };

    public static Attachment Attachment(string? host = null, AttachStatus status = AttachStatus.Reserved) =>
        new() { Id = AttachmentId.New(), InstanceId = Guid.NewGuid(), Status = status, Host = host };

    public static Export Export(string host, ExportPhase phase = ExportPhase.Exported, params ExportOwner[] owners) => new()
    {
        Connector = new Connector { Host = host, Initiator = "iqn.1993-08.org.debian:01:" + host },
        Owners = [.. owners],
        Phase = phase,
        Location = phase == ExportPhase.Creating ? null : new ExportLocation { TargetName = "iqn.2010-10.org.openstack:volume-x", Lun = 1, Portals = ["127.0.0.1:3260"] },
        ChapSecret = new SealedSecret("1:sealed"),
    };

    public static Snapshot Snapshot(string project = "project", DateTimeOffset? createdAt = null, string? name = null) =>
        new() { Id = SnapshotId.New(), ProjectId = new(project), UserId = "user", Name = name, Status = SnapshotStatus.Available, SizeGiB = 1, CreatedAt = createdAt ?? Start };

    public static Transfer Transfer(string? name = null) => new() { Id = TransferId.New(), Name = name, NoSnapshots = true, Key = new("00", "11"), CreatedAt = Start };

    public static MessageNote Note(VolumeState state) => new(MessageAction.ExtendVolume, MessageDetail.DriverFailedExtend, MessageNote.Volume, state.Id.Value);

    public static Intent Intent(long epoch, DateTimeOffset notAfter) => new()
    {
        OperationId = OperationId.New(),
        Kind = IntentKind.CreateExport,
        Epoch = epoch,
        NotAfter = notAfter,
        Host = "host",
        Command = "connect-attachment",
        RequestId = "req-1",
        UserId = "user",
        StartedAt = Start,
    };

    public static OperationEntry Ended(long epoch, DateTimeOffset endedAt, string? error = null) => new()
    {
        Id = OperationId.New(),
        Kind = "connect-attachment",
        Subject = "host",
        Epoch = epoch,
        RequestId = "req-1",
        UserId = "user",
        StartedAt = Start,
        EndedAt = endedAt,
        Error = error,
        Silo = "127.0.0.1:11111@1",
        IntentMs = 1.5,
        Array = new() { Verb = IntentKind.CreateExport, Host = "host", TargetName = "iqn.2010-10.org.openstack:volume-x", Lun = 1, Found = Found.Partial, Said = OutcomeKind.Done, Shows = new(true, 2), ArrayMs = 50 },
    };
}
