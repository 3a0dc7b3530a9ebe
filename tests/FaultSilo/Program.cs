using System.Diagnostics;
using OrleansStorage;
using OrleansStorage.Faults;
using OrleansStorage.FaultSilo;
using OrleansStorage.FaultSilo.Faults;

return await FaultySilo.RunAsync(args, new FaultBook(TimeProvider.System, Die));

static void Die(FaultPoint point)
{
    Console.Error.WriteLine($"The fault point {WireName<FaultPoint>.Of(point)} was armed with exit: the process ends here.");
    // Not Environment.Exit, which would stop the silo in order.
    using var self = Process.GetCurrentProcess();
    self.Kill();
}
