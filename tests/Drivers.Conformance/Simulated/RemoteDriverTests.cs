using System.Text.Json;
using OrleansStorage.Backends;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Simulated;

/// <summary>What the line to an array in another process does beside the kit: it breaks, is late, and its array keeps a log.</summary>
public sealed class RemoteDriverTests : IAsyncLifetime
{
    private static readonly KitHost A = KitHost.Number(1);

    private readonly RemoteArrayUnderTest _array = new(sharedTarget: false);
    private readonly ArrayVolume _volume = new(VolumeId.New(), 1);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _array.DisposeAsync();

    [Fact]
    public async Task AnyVerb_WithoutTheArray_IsUnreachable()
    {
        await _array.Server.DisposeAsync();

        Assert.Equal(OutcomeKind.Unreachable, (await _array.Driver.Volumes.CreateVolumeAsync(_volume, null, At(1), default)).Kind);
        Assert.Equal(OutcomeKind.Unreachable, (await _array.Driver.Exports.ListExportsAsync(default)).Kind);
    }

    [Fact]
    public async Task CreateVolume_WhenTheArrayDiesInTheCall_IsUnknown()
    {
        var held = _array.Server.Driver.Faults.Always(SimulatedVerb.CreateVolume, SimulatedFault.Hold);
        var calling = _array.Driver.Volumes.CreateVolumeAsync(_volume, null, At(1), default);
        await held.Struck;

        await _array.Server.DisposeAsync();

        Assert.Equal(OutcomeKind.Unknown, (await calling).Kind);
    }

    [Fact]
    public async Task CreateVolume_AfterItsDeadline_IsNotSent()
    {
        var late = At(1) with { NotAfter = DateTimeOffset.UtcNow };

        Assert.Equal(OutcomeKind.Unreachable, (await _array.Driver.Volumes.CreateVolumeAsync(_volume, null, late, default)).Kind);
        Assert.Equal(0, _array.MutationCount);
    }

    [Fact]
    public async Task CreateVolume_AfterARestartOfTheArray_UsesNoDeadConnection()
    {
        (await _array.Driver.Volumes.CreateVolumeAsync(_volume, null, At(1), default)).MustBeDone(Found.Nothing);
        await _array.RestartAsync();

        (await _array.Driver.Volumes.CreateVolumeAsync(_volume, null, At(1), default)).MustBeDone(Found.Whole);
    }

    [Fact]
    public async Task CreateExport_WithAnEpochLowerThanOneBeforeARestart_IsRefused()
    {
        (await _array.Driver.Volumes.CreateVolumeAsync(_volume, null, At(1), default)).MustBeDone();
        (await _array.Driver.Exports.RemoveExportAsync(_volume, Spec, At(7), default)).MustBeDone(Found.Nothing);
        await _array.RestartAsync();

        (await _array.Driver.Exports.CreateExportAsync(_volume, Spec, At(6), default)).MustBeRefused();
        (await _array.Driver.Exports.CreateExportAsync(_volume, Spec, At(7), default)).MustBeDone();
    }

    [Fact]
    public async Task CreateVolume_WithAnotherKindOfTargetThanTheArrays_IsRefused()
    {
        await using var other = _array.NewDriver(sharedTarget: true);

        (await other.Volumes.CreateVolumeAsync(_volume, null, At(1), default)).MustBeRefused();
    }

    [Fact]
    public async Task Log_OverARestart_HoldsEveryChangeInOrder()
    {
        var calls = new KitCaller(_array.Driver);
        (await calls.Create(_volume)).MustBeDone();
        (await calls.Export(_volume, A)).MustBeDone();
        await _array.RestartAsync();
        (await calls.Export(_volume, A)).MustBeDone();

        var log = (await File.ReadAllLinesAsync(_array.LogPath)).Select(l => JsonDocument.Parse(l).RootElement).ToList();

        Assert.Equal(["Start", "CreateVolume", "CreateExport", "Start", "CreateExport"], log.Select(e => e.GetProperty("verb").GetString()));
        Assert.Equal([1, 2, 3, 4, 5], log.Select(e => e.GetProperty("number").GetInt64()));
        Assert.Equal(A.Connector.Initiator, log[2].GetProperty("initiator").GetString());
        Assert.DoesNotContain(A.Secret(_volume.Id).Reveal, await File.ReadAllTextAsync(_array.LogPath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Endpoint", "nowhere", "Endpoint is 'nowhere', not address:port")]
    [InlineData("LatencyMs", "5", "LatencyMs is not an option")]
    public void Options_ThatAreWrong_AreNamed(string option, string value, string message)
    {
        var options = new Dictionary<string, string> { ["Endpoint"] = "127.0.0.1:7770", [option] = value };
        var wrong = Assert.Throws<DriverConfigurationException>(() => SimulatedDriver.Of(SimulatedArrayUnderTest.Configuration("unused", [.. options.Select(o => (o.Key, o.Value))])));
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    private ExportSpec Spec => new(A.Connector, A.Secret(_volume.Id), null, 0, 0);

    private static ArrayFence At(long epoch) => new(OperationId.New(), epoch, DateTimeOffset.MaxValue);
}
