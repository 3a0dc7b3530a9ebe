using OrleansStorage.Drivers.Conformance.Kit;

namespace OrleansStorage.Drivers.Conformance.Simulated;

/// <summary>The kit against the simulated array with one target for all volumes.</summary>
public sealed class SharedTargetConformanceTests : DriverConformanceTests
{
    protected override Task<IArrayUnderTest> StartArrayAsync() => Task.FromResult<IArrayUnderTest>(new SimulatedArrayUnderTest(sharedTarget: true));
}
