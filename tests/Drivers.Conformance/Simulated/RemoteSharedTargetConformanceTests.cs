using OrleansStorage.Drivers.Conformance.Kit;

namespace OrleansStorage.Drivers.Conformance.Simulated;

/// <summary>The kit against the simulated array in another process, with one target for all.</summary>
public sealed class RemoteSharedTargetConformanceTests : DriverConformanceTests
{
    protected override Task<IArrayUnderTest> StartArrayAsync() => Task.FromResult<IArrayUnderTest>(new RemoteArrayUnderTest(sharedTarget: true));
}
