using OrleansStorage.Backends;
using OrleansStorage.Drivers.Iscsi;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>Makes one host's export whole, whatever is there of it. The access rule comes last: before it nobody gets in, and no target is ever open without CHAP. One per call.</summary>
internal sealed class TgtExportMaker(TgtNames names, TgtPool pool, TgtCall call, ArrayVolume volume, ExportSpec export)
{
    private readonly string _targetName = names.TargetName(volume.Id);
    private readonly string _user = IscsiConnectionReader.ChapUser(volume.Id, export.Connector);
    private readonly string _initiator = export.Connector.Initiator!;

    public async Task<ArrayOutcome<ArrayExport>> Make()
    {
        var target = await call.Show(_targetName);
        if (target is not null && !names.IsOurs(target)) return ArrayOutcome.Refused<ArrayExport>($"target {_targetName} is there and not ours");
        if (TgtPool.SizeBytesOf(pool.VolumePath(volume.Id)) is not { } sizeBytes) return ArrayOutcome.Refused<ArrayExport>($"there is no volume {volume.Id}");
        if (IsWhole(target)) return ArrayOutcome.Done(names.Export(target!, _initiator), Found.Whole);
        var found = target is not null && (target.Accounts.Contains(_user) || target.Initiators.Contains(_initiator) || target.Initiators.IsEmpty) ? Found.Partial : Found.Nothing;
        try
        {
            await Complete(target, sizeBytes);
        }
        catch (TgtFailure e) when (call.HasActed && e.Error is not (TgtError.Unreachable or TgtError.ConnectionLost))
        {
            // A refusal promises that nothing of this export is left; when this fails too, the outcome is unknown.
            await new TgtExportRemover(names, call, volume.Id, export.Connector).Remove();
            return ArrayOutcome.Refused<ArrayExport>(e.Message);
        }
        target = await call.Show(_targetName);
        return IsWhole(target) ? ArrayOutcome.Done(names.Export(target!, _initiator), found) : ArrayOutcome.Unknown<ArrayExport>($"target {_targetName} does not show what was made");
    }

    private bool IsWhole(TgtTarget? target) =>
        target is { Disk: { IsOnline: true, IsThin: true } disk } && IsThisVolume(disk) && target.Accounts.Contains(_user) && target.Initiators.Contains(_initiator);

    private bool IsThisVolume(TgtLun disk) => disk.Path == pool.VolumePath(volume.Id) && disk.SerialNumber == TgtNames.SerialNumber(volume.Id);

    private async Task Complete(TgtTarget? target, long sizeBytes)
    {
        var tid = target?.Tid ?? export.NewTargetId;
        if (target is null) await call.ActOn(tid, "target", "new", "--targetname", _targetName);
        await new TgtDisk(call, tid, pool.VolumePath(volume.Id)).Complete(target?.Disk, TgtNames.SerialNumber(volume.Id), sizeBytes);
        await new TgtAccounts(call, tid, volume.Id).Give(_user, export.ChapSecret, target?.Accounts ?? []);
        if (target is null || !target.Initiators.Contains(_initiator)) await call.ActOn(tid, "target", "bind", "--initiator-name", _initiator);
    }
}
