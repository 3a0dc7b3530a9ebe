using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Drivers.Iscsi;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// Undoes one host's export. The access rule goes first, so that an initiator that reconnects is refused; then the account; then the sessions that are open, since no missing rule ends one; and the
/// target with the last host. One per call.
/// </summary>
internal sealed class TgtExportRemover(TgtNames names, TgtCall call, VolumeId volume, Connector connector)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly HashSet<int> _ended = [];
    private readonly string _targetName = names.TargetName(volume);
    private readonly string _user = IscsiConnectionReader.ChapUser(volume, connector);
    private readonly string _initiator = connector.Initiator ?? "";

    /// <inheritdoc cref="ExportSpec.UnlessInUse"/>
    public bool UnlessInUse { get; init; }

    /// <summary>How many sessions were ended.</summary>
    public int SessionsEnded => _ended.Count;

    /// <exception cref="TgtFailure">The daemon refused, or was not reached.</exception>
    public async Task<Found> Remove()
    {
        var target = await call.Show(_targetName);
        // Accounts outlive their targets.
        if (target is null) return await new TgtAccounts(call, 0, volume).DeleteUnbound([_user]) ? Found.Partial : Found.Nothing;
        if (!names.IsOurs(target)) throw new TgtFailure(TgtError.Other, $"target {_targetName} is not ours");
        if (UnlessInUse) ThrowIfInUse(target);
        var found = Look(target);
        if (target.Initiators.Contains(_initiator)) await call.ActOn(target.Tid, "target", "unbind", "--initiator-name", _initiator);
        if (!target.Initiators.All(i => i == _initiator)) return await RemoveHost(target, found);
        await RemoveTarget(target);
        return found;
    }

    /// <summary>Removes a target that lets nobody in.</summary>
    public async Task RemoveTarget(TgtTarget target)
    {
        while (await Cut(_ => true) && !await Delete(target.Tid)) await Task.Delay(BetweenLooks, call.Token);
        await new TgtAccounts(call, target.Tid, volume).DeleteUnbound(target.Accounts.Contains(_user) ? target.Accounts : target.Accounts.Add(_user));
        if (await call.Show(_targetName) is not null) throw new TgtFailure(TgtError.Other, $"target {_targetName} is still there");
    }

    private void ThrowIfInUse(TgtTarget target)
    {
        var goes = target.Initiators.All(i => i == _initiator);
        var open = target.Sessions.Count(s => goes || IsMine(s));
        if (open > 0) throw new TgtFailure(TgtError.Active, $"{open} sessions of target {_targetName} are open");
    }

    private Found Look(TgtTarget target)
    {
        var parts = (target.Initiators.Contains(_initiator) ? 1 : 0) + (target.Accounts.Contains(_user) ? 1 : 0);
        if (parts == 2 && target.Disk is not null) return Found.Whole;
        return parts > 0 || target.Initiators.IsEmpty || target.Sessions.Any(IsMine) ? Found.Partial : Found.Nothing;
    }

    private async Task<Found> RemoveHost(TgtTarget target, Found found)
    {
        var accounts = new TgtAccounts(call, target.Tid, volume);
        if (target.Accounts.Contains(_user)) await accounts.Take(_user, target.Accounts);
        else if (await accounts.DeleteUnbound([_user]) && found == Found.Nothing) found = Found.Partial;
        // An initiator that was in the middle of its login when its rule went may show up only now.
        if (found != Found.Nothing) await Cut(IsMine);
        return found;
    }

    private bool IsMine(TgtSession session) => session.Initiator == _initiator;

    /// <summary>Ends sessions until the daemon shows none of them; false when the target is gone.</summary>
    private async Task<bool> Cut(Func<TgtSession, bool> which)
    {
        while (true)
        {
            if (await call.Show(_targetName) is not { } target) return false;
            var open = target.Sessions.Where(which).ToArray();
            if (open.Length == 0) return true;
            foreach (var session in open) await Cut(target.Tid, session);
            await Task.Delay(BetweenLooks, call.Token);
        }
    }

    private async Task Cut(int tid, TgtSession session)
    {
        _ended.Add(session.Id);
        foreach (var connection in session.Connections)
            await call.ActIfThere("conn", "delete", "--tid", $"{tid}", "--sid", $"{session.Id}", "--cid", $"{connection}");
    }

    private async Task<bool> Delete(int tid)
    {
        try
        {
            await call.ActOn(tid, "target", "delete");
            return true;
        }
        catch (TgtFailure e) when (e.Error == TgtError.Active)
        {
            return false;
        }
    }
}
