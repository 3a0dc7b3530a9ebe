using System.Security.Cryptography;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Connections;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Transfers;

/// <summary>Offers volumes, and takes offers: the one makes the key, the other the quota (contract §20). Safe from any thread.</summary>
internal sealed class TransferCreation(VolumeLookup volumes, TransferLookup transfers, TypeCache types, QuotaHold quota)
{
    private const int KeyBytes = 8;
    private const int SaltBytes = 16;

    /// <summary>Offers the volume that the body names. The key leaves with the answer; a salted hash of it is kept.</summary>
    public async Task<(TransferDescription Transfer, Secret Key)> OfferAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("transfer");
        var key = new Secret(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
        var hash = TransferKeyHash.Of(key, RandomNumberGenerator.GetBytes(SaltBytes));
        var asked = new CreateTransferRequest(TransferId.New(), body.TextOrNull("name")?.Trim(), body.BooleanOrNull("no_snapshots") ?? false, hash);
        return (await volumes.Grain(body.TextOrNull("volume_id")!).CreateTransfer(asked, request.Caller), key);
    }

    /// <summary>Takes the offer that the path names, under the quota of the caller's project; its own project is given back what it had by the volume.</summary>
    public async Task<TransferDescription> AcceptAsync(ApiRequest request)
    {
        var transfer = await transfers.FindAsync(request.Route("id"));
        var grain = volumes.Grain(transfer.VolumeId);
        var key = new Secret(request.Body.GetProperty("accept").GetProperty("auth_key").ToString());
        var volume = await grain.GetState();
        if (volume is null || volume.ProjectId == request.Caller.Project)
        {
            await grain.AcceptTransfer(transfer.Id, key, request.Caller);
            return transfer;
        }

        await grain.CheckTransferKey(transfer.Id, key, request.Caller);
        var reservation = await ReservationAsync(transfer, volume);
        return await quota.HoldAsync(request.Caller.Project, reservation, async () =>
        {
            await grain.AcceptTransfer(transfer.Id, key, request.Caller);
            return transfer;
        });
    }

    private async Task<QuotaReservation> ReservationAsync(TransferDescription transfer, VolumeDescription volume)
    {
        var moved = transfer.NoSnapshots ? [] : volume.Snapshots.Where(s => s.ProjectId == volume.ProjectId).ToList();
        var name = (await types.GetAsync()).NameOf(volume.TypeId);
        return new(transfer.Id.Value, volume.TypeId, name, Volumes: 1, Snapshots: moved.Count, volume.SizeGiB + moved.Sum(s => s.SizeGiB), VolumeSizeGiB: 0);
    }
}
