using System.Collections.Immutable;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Testing;

namespace OrleansStorage.Grains.Cluster;

/// <summary>Quotas under concurrency, and after a restart.</summary>
public sealed class QuotaTests
{
    [Fact]
    public async Task Reserve_FiftyAtOnceOfTen_TenAreServed()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var project = host.Grains.GetGrain<IProjectGrain>("racers");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            try
            {
                await project.Reserve(new QuotaReservation(Guid.NewGuid(), VolumeTypeId.New(), "t", 1, 0, 1, 1));
                return true;
            }
            catch (StorageException e) when (e.Error.Reason == ErrorReason.OverQuota)
            {
                return false;
            }
        }));

        Assert.Equal(10, outcomes.Count(o => o));
    }

    [Fact]
    public async Task Use_AfterARestart_IsWhatTheCatalogHolds()
    {
        using var directory = new TemporaryDirectory();
        await using (var first = await GrainHost.StartAsync(directory))
        {
            await first.Grains.GetGrain<IProjectGrain>(GrainHost.Caller.Project.Value).SetLimits(ImmutableDictionary<string, long>.Empty.Add(QuotaResource.Volumes, 3));
            await first.CreateVolumeAsync();
            await first.CreateVolumeAsync();
        }

        await using var second = await GrainHost.StartAsync(directory);

        var line = (await second.Grains.GetGrain<IProjectGrain>(GrainHost.Caller.Project.Value).GetState())[QuotaResource.Volumes];
        Assert.Equal(new QuotaLine(3, 2, 0), line);
    }
}
