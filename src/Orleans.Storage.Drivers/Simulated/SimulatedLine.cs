using OrleansStorage.Backends;
using OrleansStorage.Faults;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>The way to the simulated array: where calls take time, are counted and go wrong. Safe from any thread.</summary>
internal sealed class SimulatedLine(SimulatedFaults faults, IFaultPoints points, SimulatedLoad load, int latencyMs, TimeProvider time)
{
    /// <summary>Brings one call to the array; half of the latency lies before its effect, half after it.</summary>
    public async Task<ArrayOutcome<T>> Call<T>(SimulatedVerb verb, VolumeId? volume, Func<ArrayOutcome<T>> effect, CancellationToken cancellationToken, Action? halfEffect = null)
    {
        if (volume is not null) await points.ReachAsync(FaultPoint.DriverBeforeEffect);
        if (cancellationToken.IsCancellationRequested) return ArrayOutcome.Unreachable<T>("its time was over before the array was called");
        load.Enter(volume);
        try
        {
            if (latencyMs > 1) await Task.Delay(TimeSpan.FromMilliseconds(latencyMs / 2), time, cancellationToken);
            var outcome = faults.Next(verb) is { } fault ? await Fail(fault, effect, halfEffect, cancellationToken) : effect();
            if (volume is not null) await points.ReachAsync(FaultPoint.DriverAfterEffect);
            if (latencyMs > 0) await Task.Delay(TimeSpan.FromMilliseconds(latencyMs - (latencyMs / 2)), time, cancellationToken);
            return outcome;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ArrayOutcome.Unknown<T>("the simulated array did not answer in time");
        }
        catch (IOException e)
        {
            return ArrayOutcome.Refused<T>("the simulated array cannot write its journal: " + e.Message);
        }
        finally
        {
            load.Leave(volume);
        }
    }

    private static async Task<ArrayOutcome<T>> Fail<T>(ArmedFault fault, Func<ArrayOutcome<T>> effect, Action? halfEffect, CancellationToken cancellationToken)
    {
        if (fault.Kind is SimulatedFault.EffectThenError or SimulatedFault.EffectThenHang) effect();
        if (fault.Kind is SimulatedFault.HalfEffect) halfEffect?.Invoke();
        fault.MarkStruck();
        if (fault.Kind is SimulatedFault.EffectThenHang) await Task.Delay(Timeout.Infinite, cancellationToken);
        if (fault.Kind is SimulatedFault.Hold) await fault.Released.WaitAsync(cancellationToken);
        return fault.Kind switch
        {
            SimulatedFault.Hold => effect(),
            SimulatedFault.Refuse => ArrayOutcome.Refused<T>("the simulated array was told to refuse"),
            SimulatedFault.Unreachable => ArrayOutcome.Unreachable<T>("the simulated array was told to be unreachable"),
            _ => ArrayOutcome.Unknown<T>("the simulated array was told to lose its answer"),
        };
    }
}
