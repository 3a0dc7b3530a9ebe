using System.Collections.Immutable;
using System.Security.Cryptography;
using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// The CHAP accounts of one target: one a host. tgt keeps them in numbered slots, and tgt 1.0.85 crashes on <c>--op show</c> when a slot before the last used one is empty (target.c,
/// tgt_target_show_all: it reads the first N slots without a look). So a slot is never left empty: an account that goes from the middle is replaced by a spare one, with a secret that nobody knows,
/// whose slot the next host gets. Moving the last account into the gap would do too, but would shut its host out for a moment. Not safe from several threads.
/// </summary>
internal sealed class TgtAccounts(TgtCall call, int tid, VolumeId volume)
{
    /// <summary>Makes the account anew, since the secret of one that is there cannot be read, and binds it.</summary>
    public async Task Give(string user, Secret secret, ImmutableArray<string> bound)
    {
        if (bound.Contains(user)) bound = await Take(user, bound);
        else await call.ActIfThere("account", "delete", "--user", user);
        await New(user, secret);
        if (bound.FirstOrDefault(a => TgtNames.IsSpare(volume, a)) is { } spare) await Replace(spare, user);
        else await call.ActOn(tid, "account", "bind", "--user", user);
    }

    /// <summary>Unbinds and removes an account that is bound; returns the accounts that are bound then, by slot.</summary>
    public async Task<ImmutableArray<string>> Take(string user, ImmutableArray<string> bound)
    {
        var slot = bound.IndexOf(user);
        if (slot == bound.Length - 1) return await TakeFromTheEnd(bound);
        var spare = TgtNames.NewSpare(volume);
        await New(spare, new Secret(RandomNumberGenerator.GetHexString(32)));
        await Replace(user, spare);
        return bound.SetItem(slot, spare);
    }

    /// <summary>Removes accounts that no target has; true when there was one.</summary>
    public async Task<bool> DeleteUnbound(IEnumerable<string> accounts)
    {
        var found = false;
        foreach (var account in accounts) found |= await call.ActIfThere("account", "delete", "--user", account);
        return found;
    }

    private async Task<ImmutableArray<string>> TakeFromTheEnd(ImmutableArray<string> bound)
    {
        do
        {
            await call.ActOn(tid, "account", "unbind", "--user", bound[^1]);
            await call.Act("account", "delete", "--user", bound[^1]);
            bound = bound.RemoveAt(bound.Length - 1);
        }
        while (!bound.IsEmpty && TgtNames.IsSpare(volume, bound[^1]));
        return bound;
    }

    // A new account goes into the first empty slot: the one that was just left.
    private async Task Replace(string old, string user)
    {
        await call.ActTogether(tid, "account", ("unbind", ["--user", old]), ("bind", ["--user", user]));
        await call.Act("account", "delete", "--user", old);
    }

    private Task New(string user, Secret secret) => call.Act("account", "new", "--user", user, "--password", secret.Reveal);
}
