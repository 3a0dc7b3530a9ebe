using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Testing;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Cluster;

/// <summary>Transfers on a real silo.</summary>
public sealed class TransferTests : IDisposable
{
    private static readonly Secret Key = new("0123456789abcdef");
    private static readonly Caller Other = new(new ProjectId("other"), "bob", false, "req-other");
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Accept_GivesTheVolumeAndItsQuotaToTheOtherProject()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (_, volume) = await host.CreateVolumeAsync();
        var before = await VolumesOfAsync(host, GrainHost.Caller.Project);
        var offer = await OfferAsync(volume);
        Assert.Equal([offer], await host.Catalog.ListTransfersAsync(new() { Project = GrainHost.Caller.Project }, default));

        await volume.AcceptTransfer(offer.Id, Key, Other);

        Assert.Equal((Other.Project, VolumeStatus.Available, null), await volume.GetState() is { } v ? (v.ProjectId, v.Status, v.Transfer) : default);
        Assert.Empty(await host.Catalog.ListTransfersAsync(new(), default));
        Assert.Equal(before - 1, await VolumesOfAsync(host, GrainHost.Caller.Project));
        Assert.Equal(1, await VolumesOfAsync(host, Other.Project));
    }

    [Fact]
    public async Task AcceptAndDelete_AtOnce_OneOfThemWins()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (_, volume) = await host.CreateVolumeAsync();
        var offer = await OfferAsync(volume);

        var calls = new[] { volume.AcceptTransfer(offer.Id, Key, Other), volume.DeleteTransfer(offer.Id, GrainHost.Caller), volume.AcceptTransfer(offer.Id, Key, Other) };
        await Task.WhenAll(calls.Select(c => c.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(1, calls.Count(c => c.IsCompletedSuccessfully));
        Assert.All(calls.Where(c => c.IsFaulted), c => Assert.Equal(ErrorReason.NotFound, Assert.IsType<StorageException>(c.Exception!.InnerException).Error.Reason));
    }

    private static Task<TransferDescription> OfferAsync(IVolumeGrain volume) => volume.CreateTransfer(new(TransferId.New(), "t", false, TransferKeyHash.Of(Key, [1, 2, 3])), GrainHost.Caller);

    private static async Task<long> VolumesOfAsync(GrainHost host, ProjectId project) => (await host.Grains.GetGrain<IProjectGrain>(project.Value).GetState())[QuotaResource.Volumes].InUse;
}
