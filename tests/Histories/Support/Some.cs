using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Tests.Support;

/// <summary>Names that tests use by number.</summary>
internal static class Some
{
    public const string Target = "iqn.2010-10.org.openstack:volume";

    public static VolumeId Volume(int number = 1) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    public static AttachmentId Attachment(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]));

    public static SnapshotId Snapshot(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 5]));

    public static Guid Instance(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 3]);

    public static OperationId Operation(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 4]));

    public static string Initiator(string host) => "iqn.1993-08.org.debian:01:" + host;

    public static InstallationId Installation(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 7]));
}
