using OrleansStorage.Backends;
using OrleansStorage.Drivers;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>An array whose targets have numbers; it notes those that it is told. Used by one thread at a time.</summary>
internal sealed class NumberingDriver : IDriver, IExportDriver
{
    public List<int> Numbers { get; } = [];

    public DriverTraits Traits { get; } = new() { StorageProtocol = "iSCSI", Concurrency = 8, NumbersTargets = true };

    public IVolumeDriver Volumes => throw new NotSupportedException();

    public IExportDriver Exports => this;

    public IMarkDriver Marks => throw new NotSupportedException();

    public IConnectionReader Connections => throw new NotSupportedException();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<ArrayOutcome<ArrayExport>> CreateExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken)
    {
        Numbers.Add(export.NewTargetId);
        return Task.FromResult(ArrayOutcome.Done(new ArrayExport { VolumeId = volume.Id, Initiator = export.Connector.Initiator, Location = new() { TargetName = $"iqn.{export.NewTargetId}", Lun = 1, Portals = [] } }));
    }

    public Task<ArrayOutcome<Found>> RemoveExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExportsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
