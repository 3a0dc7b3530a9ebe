using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Transfers;

namespace OrleansStorage.Grains.Volumes;

public sealed partial class VolumeGrain
{
    /// <inheritdoc/>
    public async Task<TransferDescription> CreateTransfer(CreateTransferRequest request, Caller caller) =>
        (await RunAsync(new VolumeCommand.CreateTransfer(request), caller))!.Describe().Transfer!;

    /// <inheritdoc/>
    public Task DeleteTransfer(TransferId id, Caller caller) => RunAsync(new VolumeCommand.DeleteTransfer(id), caller);

    /// <inheritdoc/>
    public Task CheckTransferKey(TransferId id, Secret key, Caller caller) => RunAsync(new VolumeCommand.CheckTransferKey(id, key), caller);

    /// <inheritdoc/>
    public Task AcceptTransfer(TransferId id, Secret key, Caller caller) => RunAsync(new VolumeCommand.AcceptTransfer(id, key), caller);
}
