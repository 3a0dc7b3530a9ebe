using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>A volume's target as one verb finds it that needs the volume's file for itself. Belongs to its call.</summary>
internal sealed class TgtVolumeTarget(TgtNames names, TgtCall call, VolumeId volume)
{
    private TgtTarget? _target;

    /// <summary>Whether somebody is let in, or the target is not ours.</summary>
    public async Task<bool> IsExported()
    {
        _target = await call.Show(names.TargetName(volume));
        return _target is not null && (!names.IsOurs(_target) || !_target.Initiators.IsEmpty);
    }

    /// <summary>Removes a target that lets nobody in: a call left it that died. False when there is none.</summary>
    public async Task<bool> RemoveWhatWasLeft()
    {
        if (_target is null) return false;
        await new TgtExportRemover(names, call, volume, new Connector { Host = "" }).RemoveTarget(_target);
        return true;
    }
}
