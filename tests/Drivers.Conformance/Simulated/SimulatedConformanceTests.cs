using OrleansStorage.Drivers.Conformance.Kit;

namespace OrleansStorage.Drivers.Conformance.Simulated;

/// <summary>The kit against the simulated array with a target a volume.</summary>
public sealed class SimulatedConformanceTests : DriverConformanceTests
{
    protected override Task<IArrayUnderTest> StartArrayAsync() => Task.FromResult<IArrayUnderTest>(new SimulatedArrayUnderTest(sharedTarget: false));
}
