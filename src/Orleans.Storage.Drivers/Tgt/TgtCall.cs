using System.Collections.Immutable;
using System.Globalization;
using OrleansStorage.Faults;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>One verb's conversation with the daemon: remembers whether it has changed anything, which decides between a refusal and an unknown outcome. Not safe from several threads.</summary>
internal sealed class TgtCall(TgtAdm adm, TimeProvider time, IFaultPoints faults, DateTimeOffset notAfter, CancellationToken cancellationToken)
{
    /// <summary>Whether something was changed, or may have been.</summary>
    public bool HasActed { get; private set; }

    /// <summary>Cancelled at the fence's deadline.</summary>
    public CancellationToken Token => cancellationToken;

    /// <summary>Every target as it is now.</summary>
    public async Task<ImmutableArray<TgtTarget>> Show() => TgtShowParser.Parse(await adm.Run(["--mode", "target", "--op", "show"], cancellationToken));

    /// <summary>The target of this name as it is now; null when there is none.</summary>
    public async Task<TgtTarget?> Show(string targetName) => (await Show()).FirstOrDefault(t => t.Name == targetName);

    /// <summary>Every account's name.</summary>
    public async Task<ImmutableArray<string>> ShowAccounts()
    {
        var text = await adm.Run(["--mode", "account", "--op", "show"], cancellationToken);
        return [.. text.Split('\n').Skip(1).Select(l => l.Trim()).Where(l => l.Length > 0)];
    }

    /// <summary>Something else than the daemon is being changed, such as a file.</summary>
    public void MarkActed() => HasActed = true;

    /// <summary>Changes something.</summary>
    /// <exception cref="TgtFailure">The daemon refused, or was not reached.</exception>
    public async Task Act(string mode, string operation, params string[] arguments)
    {
        await BeginAsync();
        await Run(["--mode", mode, "--op", operation, .. arguments], cancellationToken);
        await faults.ReachAsync(FaultPoint.DriverAfterEffect);
    }

    /// <summary>Changes something of one target.</summary>
    /// <exception cref="TgtFailure">The daemon refused, or was not reached.</exception>
    public Task ActOn(int tid, string mode, string operation, params string[] arguments) => Act(mode, operation, ["--tid", Text(tid), .. arguments]);

    /// <summary>Changes two things of one target of which the first without the second would do harm: once begun both are done, also when the call is cancelled in between.</summary>
    public async Task ActTogether(int tid, string mode, (string Operation, string[] Arguments) first, (string Operation, string[] Arguments) second)
    {
        await BeginAsync();
        await Run(["--mode", mode, "--op", first.Operation, "--tid", Text(tid), .. first.Arguments], CancellationToken.None);
        await Run(["--mode", mode, "--op", second.Operation, "--tid", Text(tid), .. second.Arguments], CancellationToken.None);
        await faults.ReachAsync(FaultPoint.DriverAfterEffect);
    }

    /// <summary>Removes something; true when it was there.</summary>
    public async Task<bool> ActIfThere(string mode, string operation, params string[] arguments)
    {
        try
        {
            await Act(mode, operation, arguments);
            return true;
        }
        catch (TgtFailure e) when (e.Error == TgtError.NotThere)
        {
            return false;
        }
    }

    /// <summary>A process that was stopped and goes on is later than its timers know, and another silo may have taken over by now: so the clock is looked at before each change.</summary>
    private async ValueTask BeginAsync()
    {
        await faults.ReachAsync(FaultPoint.DriverBeforeEffect);
        cancellationToken.ThrowIfCancellationRequested();
        if (time.GetUtcNow() >= notAfter) throw new TgtFailure(TgtError.Unreachable, "its time was over before tgt was called");
    }

    private async Task Run(string[] command, CancellationToken token)
    {
        try
        {
            await adm.Run(command, token);
        }
        catch (TgtFailure e) when (e.Error != TgtError.ConnectionLost)
        {
            throw;
        }
        catch
        {
            HasActed = true;
            throw;
        }
        HasActed = true;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
