using Orleans.Runtime;

namespace OrleansStorage.Grains;

/// <summary>
/// Sends a grain call again that no grain has received: while a lost silo is not yet declared dead, a call can be turned away that only needed that silo to find its grain. Who asked for something on a
/// silo that lives waits a moment then, and is not told of it. A call that a lost silo may have begun is of unknown outcome and not sent again. Safe from any thread.
/// </summary>
public sealed class UndeliveredCalls(TimeProvider time) : IOutgoingGrainCallFilter
{
    /// <summary>As long as the loss of a silo takes to be noticed, and its grains to be found again.</summary>
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (OrleansMessageRejectionException e) when (e is not SiloUnavailableException && time.GetElapsedTime(began) < LongestTry)
            {
                await Task.Delay(BetweenTries, time);
            }
        }
    }
}
