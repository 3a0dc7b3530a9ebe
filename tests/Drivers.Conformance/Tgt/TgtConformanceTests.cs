using OrleansStorage.Drivers.Conformance.Kit;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>The kit against a real tgtd.</summary>
public sealed class TgtConformanceTests : DriverConformanceTests
{
    protected override async Task<IArrayUnderTest> StartArrayAsync() => await TgtArrayUnderTest.Start();
}
