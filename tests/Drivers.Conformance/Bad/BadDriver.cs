using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Drivers.Conformance.Simulated;
using OrleansStorage.Drivers.Iscsi;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Bad;

/// <summary>A driver as most of Cinder's are: its CreateExport does nothing and says that it did. Whether InitializeConnection then exports, says <paramref name="exportsOnConnect"/>.</summary>
internal sealed class BadDriver(bool exportsOnConnect) : IArrayUnderTest, IDriver, IExportDriver, IConnectionReader
{
    private readonly SimulatedArrayUnderTest _good = new(sharedTarget: false);

    public IDriver Driver => this;

    public long? MutationCount => _good.MutationCount;

    public DriverTraits Traits => _good.Driver.Traits;

    public IVolumeDriver Volumes => _good.Driver.Volumes;

    public IRevertDriver? Revert => _good.Driver.Revert;

    public IManageDriver? Manage => _good.Driver.Manage;

    public IMarkDriver Marks => _good.Driver.Marks;

    public IExportDriver Exports => this;

    public IConnectionReader Connections => this;

    public Task StartAsync(CancellationToken cancellationToken) => _good.Driver.StartAsync(cancellationToken);

    public Task<ArrayOutcome<ArrayExport>> CreateExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken) => Task.FromResult(ArrayOutcome.Done(new ArrayExport
    {
        VolumeId = volume.Id,
        Initiator = export.Connector.Initiator,
        Location = new ExportLocation { TargetName = $"iqn.2010-10.org.openstack:volume-{volume.Id}", Lun = 1, Portals = ["127.0.0.1:3260"] },
    }));

    public Task<ArrayOutcome<Found>> RemoveExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken) =>
        _good.Driver.Exports.RemoveExportAsync(volume, export, fence, cancellationToken);

    public Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExportsAsync(CancellationToken cancellationToken) => _good.Driver.Exports.ListExportsAsync(cancellationToken);

    public ConnectionData InitializeConnection(ArrayVolume volume, Connector connector, ExportLocation export, Secret chapSecret)
    {
        if (exportsOnConnect) _good.Simulated.Array.CreateExport(volume.Id, new ExportSpec(connector, chapSecret, null, 0, 0), new ArrayFence(default, long.MaxValue, DateTimeOffset.MaxValue));
        return new IscsiConnectionReader(null).InitializeConnection(volume, connector, export, chapSecret);
    }

    public string? ValidateConnector(Connector connector) => new IscsiConnectionReader(null).ValidateConnector(connector);

    public Task<string> DescribeAsync() => _good.DescribeAsync();

    public Task<string> AddForeignAsync(int sizeGiB, VolumeId? of = null) => _good.AddForeignAsync(sizeGiB, of);

    public Task HalfMakeExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence) => _good.HalfMakeExportAsync(volume, export, fence);

    public Task<IAsyncDisposable> OpenSessionAsync(ArrayVolume volume, KitHost host, ExportLocation export) => _good.OpenSessionAsync(volume, host, export);

    public Task RestartAsync() => _good.RestartAsync();

    public ValueTask DisposeAsync() => _good.DisposeAsync();
}
