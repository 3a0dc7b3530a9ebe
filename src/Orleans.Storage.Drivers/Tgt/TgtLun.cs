namespace OrleansStorage.Drivers.Tgt;

/// <summary>One logical unit as <c>--op show</c> prints it. Immutable.</summary>
/// <param name="Lun">Its number.</param>
/// <param name="SerialNumber">Its SCSI serial number.</param>
/// <param name="SizeMB">Its size in millions of bytes, as tgt rounds it.</param>
/// <param name="IsOnline">Whether it takes commands.</param>
/// <param name="IsThin">Whether it takes discards.</param>
/// <param name="Path">The file behind it.</param>
internal sealed record TgtLun(int Lun, string SerialNumber, long SizeMB, bool IsOnline, bool IsThin, string Path)
{
    /// <summary>The number of the disk in each of our targets; 0 is tgt's controller.</summary>
    public const int DiskNumber = 1;
}
