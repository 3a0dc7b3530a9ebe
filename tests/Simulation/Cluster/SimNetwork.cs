using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>Messages between parties: each may take its time, not arrive, or arrive and not be answered.</summary>
internal sealed class SimNetwork(SimWorld sim)
{
    /// <summary>After this the caller gives up, as Orleans does; what it asked for goes on.</summary>
    public static TimeSpan ResponseTime { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Asks a party for something; the party is looked up when the message arrives.</summary>
    /// <exception cref="TimeoutException">No answer came.</exception>
    public Task<T> CallAsync<T>(Func<(Actor Target, Func<Task<T>> Ask)> arrive, TimeProvider clock)
    {
        var reply = new TaskCompletionSource<T>();
        if (!sim.Strikes(SimFault.RequestLost))
        {
            sim.World.After(sim.World.Chance.Ms(0, 2), () =>
            {
                var (target, ask) = arrive();
                _ = target.Start(() => AnswerAsync(ask, reply));
            });
        }
        return reply.Task.WaitAsync(ResponseTime, clock);
    }

    private async Task AnswerAsync<T>(Func<Task<T>> ask, TaskCompletionSource<T> reply)
    {
        try
        {
            var answer = await ask();
            if (!sim.Strikes(SimFault.ReplyLost)) reply.TrySetResult(answer);
        }
        catch (Exception e)
        {
            if (!sim.Strikes(SimFault.ReplyLost)) reply.TrySetException(e);
        }
    }
}
