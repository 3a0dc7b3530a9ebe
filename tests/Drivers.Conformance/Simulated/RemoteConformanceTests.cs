using OrleansStorage.Drivers.Conformance.Kit;

namespace OrleansStorage.Drivers.Conformance.Simulated;

/// <summary>The kit against the simulated array in another process, with a target a volume.</summary>
public sealed class RemoteConformanceTests : DriverConformanceTests
{
    protected override Task<IArrayUnderTest> StartArrayAsync() => Task.FromResult<IArrayUnderTest>(new RemoteArrayUnderTest(sharedTarget: false));
}
