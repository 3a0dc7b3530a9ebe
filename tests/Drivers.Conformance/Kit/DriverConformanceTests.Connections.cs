using OrleansStorage.Connections;

namespace OrleansStorage.Drivers.Conformance.Kit;

public abstract partial class DriverConformanceTests
{
    [Fact]
    public async Task InitializeConnection_AThousandTimes_ChangesNothingOnTheArray()
    {
        var volume = await MakeVolume();
        var export = (await _calls.Export(volume, A)).MustBeDone();
        await MustNotChange(async () =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => Task.Run(() => Connect(volume, n % 2 == 0 ? A : B, export.Location))));
            Assert.Equal(2, answers.Select(DescribeConnection).Distinct().Count());
        });
        Assert.Equal([export.Text()], await Exports());
    }

    [Fact]
    public async Task InitializeConnection_WithoutAnExport_MakesNone()
    {
        var (volume, other) = (await MakeVolume(), await MakeVolume());
        var location = (await _calls.Export(other, A)).MustBeDone().Location;
        await MustNotChange(() => Task.FromResult(Connect(volume, B, location)));
    }

    [Fact]
    public async Task InitializeConnection_OfAnExport_SaysWhereItIs()
    {
        var volume = await MakeVolume();
        var export = (await _calls.Export(volume, A)).MustBeDone();
        var data = Connect(volume, A, export.Location);
        Assert.NotEmpty(data.DriverVolumeType);
        if (data is not IscsiConnectionData iscsi) return;
        Assert.Equal((volume.Id, export.Location.TargetName, export.Location.Lun, A.Secret(volume.Id)), (iscsi.VolumeId, iscsi.TargetIqn, iscsi.TargetLun, iscsi.AuthPassword));
        Assert.Equal(export.Location.Portals.AsEnumerable(), iscsi.Portals);
    }

    [Fact]
    public void ValidateConnector_WithoutWhatTheProtocolNeeds_NamesTheField()
    {
        Assert.Null(_array.Driver.Connections.ValidateConnector(A.Connector));
        var complaint = _array.Driver.Connections.ValidateConnector(new Connector { Host = "compute-nameless" });
        Assert.StartsWith("initiator", complaint);
    }

    private ConnectionData Connect(Backends.ArrayVolume volume, KitHost host, ExportLocation location) =>
        _array.Driver.Connections.InitializeConnection(volume, host.Connector, location, host.Secret(volume.Id));

    private static string DescribeConnection(ConnectionData data) => data is IscsiConnectionData i
        ? $"{i.VolumeId} {i.TargetIqn} {i.TargetLun} {string.Join(',', i.Portals)} {i.AuthUsername} {i.AuthPassword.Reveal}"
        : data.ToString();
}
