using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansStorage.Drivers;
using OrleansStorage.Grains.Reconciliation;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Reconciliation;

/// <summary>A silo's start, when the silo that has a reconciler is lost and not declared dead.</summary>
public sealed class ReconcilerStartupTests
{
    [Fact]
    public async Task Start_WhenAReconcilerDoesNotAnswer_GoesOnWithoutIt()
    {
        var time = new FakeTimeProvider(Some.Now);
        await using var registry = new BackendRegistry([new BackendConfiguration { Name = "b", Driver = DriverCatalog.Default, Pool = "pool", DataDirectory = "unused", Options = new Dictionary<string, string>(), LoggerFactory = NullLoggerFactory.Instance, Time = time }]);
        var startup = new ReconcilerStartup(registry, DispatchProxy.Create<IGrainFactory, SilentCluster>(), time, NullLogger<ReconcilerStartup>.Instance);

        var starting = startup.Execute(CancellationToken.None);
        Assert.False(starting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));

        await Soon.Happens(starting, "the silo's start went on");
    }
}
