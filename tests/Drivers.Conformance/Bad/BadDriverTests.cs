using System.Reflection;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Drivers.Conformance.Simulated;
using Xunit.Sdk;

namespace OrleansStorage.Drivers.Conformance.Bad;

/// <summary>The kit is worth something only if bad drivers fail it.</summary>
public sealed class BadDriverTests
{
    [Fact]
    public async Task Kit_OnADriverThatExportsInInitializeConnection_FailsItsReads()
    {
        var failed = await FailedChecks(() => new BadDriver(exportsOnConnect: true));
        Assert.Contains(nameof(DriverConformanceTests.InitializeConnection_AThousandTimes_ChangesNothingOnTheArray), failed);
        Assert.Contains(nameof(DriverConformanceTests.InitializeConnection_WithoutAnExport_MakesNone), failed);
        Assert.Contains(nameof(DriverConformanceTests.CreateExport_OfAVolume_LetsThisHostInOnTheArray), failed);
    }

    [Fact]
    public async Task Kit_OnADriverWhoseCreateExportDoesNothing_FailsItsExports()
    {
        var failed = await FailedChecks(() => new BadDriver(exportsOnConnect: false));
        Assert.Contains(nameof(DriverConformanceTests.CreateExport_OfAVolume_LetsThisHostInOnTheArray), failed);
        Assert.Contains(nameof(DriverConformanceTests.CreateExport_HundredAtOnceForOneHost_GivesOneExportAndHundredEqualAnswers), failed);
        Assert.Contains(nameof(DriverConformanceTests.DeleteVolume_WhileExported_IsRefusedAndChangesNothing), failed);
        Assert.Contains(nameof(DriverConformanceTests.CreateExport_AfterTheArrayForgotIt_MakesTheSameAgain), failed);
    }

    [Fact]
    public async Task Kit_OnAGoodDriver_FailsNothing() => Assert.Empty(await FailedChecks(() => new SimulatedArrayUnderTest(sharedTarget: false)));

    private static async Task<IReadOnlyList<string>> FailedChecks(Func<IArrayUnderTest> array)
    {
        var failed = new List<string>();
        foreach (var check in typeof(DriverConformanceTests).GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null and not TheoryAttribute))
        {
            var kit = new Kit(array);
            await kit.InitializeAsync();
            try
            {
                if (check.Invoke(kit, null) is Task running) await running;
            }
            catch (XunitException)
            {
                failed.Add(check.Name);
            }
            await kit.DisposeAsync();
        }
        return failed;
    }

    // Not public, so that xUnit does not run it by itself.
    private sealed class Kit(Func<IArrayUnderTest> array) : DriverConformanceTests
    {
        protected override Task<IArrayUnderTest> StartArrayAsync() => Task.FromResult(array());
    }
}
