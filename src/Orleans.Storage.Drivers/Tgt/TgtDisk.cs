using System.Globalization;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>The disk of one target. One per call.</summary>
internal sealed class TgtDisk(TgtCall call, int tid, string path)
{
    private static readonly string[] Lun = ["--lun", TgtLun.DiskNumber.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Makes the disk, or what is missing of it.</summary>
    public async Task Complete(TgtLun? disk, string serialNumber, long sizeBytes)
    {
        if (disk is not null && disk.Path != path) throw new TgtFailure(TgtError.Other, $"target {tid} serves {disk.Path} and not {path}");
        if (disk is null) await call.ActOn(tid, "logicalunit", "new", [.. Lun, "--backing-store", path, "--bstype", "rdwr"]);
        if (disk is null || disk.SerialNumber != serialNumber || !disk.IsThin) await Update($"thin_provisioning=1,scsi_id={serialNumber},scsi_sn={serialNumber}");
        if (disk is not null && !Shows(disk, sizeBytes)) await Reload();
    }

    /// <summary>Whether it is online with this size, as far as tgt's rounding tells.</summary>
    public static bool Shows(TgtLun disk, long sizeBytes) => disk.IsOnline && disk.SizeMB == (sizeBytes + 500_000) / 1_000_000;

    /// <summary>
    /// Makes tgt see the file's new size, which it reads only when it opens the file. Off, open again and on in one command: the daemon takes no host's command in between, so that open sessions go
    /// on without an error. They see the size when they ask for it; tgt tells nobody.
    /// </summary>
    public Task Reload() => Update($"online=0,path={path}");

    private Task Update(string parameters) => call.ActOn(tid, "logicalunit", "update", [.. Lun, "--params", parameters]);
}
