using System.Collections.Immutable;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Testing;
using OrleansStorage.Types;

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

    /// <summary>On purpose: the API's list of differences says why.</summary>
    [Fact]
    public async Task Limits_OfATypeThatIsRenamed_StayWithTheName()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var types = host.Grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key);
        var project = host.Grains.GetGrain<IProjectGrain>("tenant");
        var type = await types.Create("old", null, true, ImmutableSortedDictionary<string, string>.Empty);
        await project.SetLimits(ImmutableDictionary<string, long>.Empty.Add("volumes_old", 3));

        await types.Update(type.Id, "new", null, null);

        Assert.Equal(-1, (await project.GetState())["volumes_new"].Limit);
        await types.Create("old", null, true, ImmutableSortedDictionary<string, string>.Empty);
        Assert.Equal(3, (await project.GetState())["volumes_old"].Limit);
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

    [Fact]
    public async Task Promise_WhoseSiloEnded_StillCounts()
    {
        using var directory = new TemporaryDirectory();
        await using (var first = await GrainHost.StartAsync(directory))
        {
            var project = first.Grains.GetGrain<IProjectGrain>("crashed");
            await project.SetLimits(ImmutableDictionary<string, long>.Empty.Add(QuotaResource.Volumes, 1));
            await project.Reserve(Volume(Guid.NewGuid()));
        }

        await using var second = await GrainHost.StartAsync(directory);

        var error = await GrainHost.ErrorOfAsync(second.Grains.GetGrain<IProjectGrain>("crashed").Reserve(Volume(Guid.NewGuid())));
        Assert.Equal(ErrorReason.OverQuota, error.Reason);
    }

    [Fact]
    public async Task Promise_WhoseVolumeIsOnRecord_IsNotCountedTwiceAfterARestart()
    {
        using var directory = new TemporaryDirectory();
        var project = GrainHost.Caller.Project.Value;
        await using (var first = await GrainHost.StartAsync(directory))
        {
            var (id, _) = await first.CreateVolumeAsync();
            await first.Grains.GetGrain<IProjectGrain>(project).Reserve(Volume(id.Value));
        }

        await using var second = await GrainHost.StartAsync(directory);

        Assert.Equal(new QuotaLine(10, 1, 0), (await second.Grains.GetGrain<IProjectGrain>(project).GetState())[QuotaResource.Volumes]);
    }

    [Fact]
    public async Task Release_IsCountedWhenTheLimitIsReached()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var project = host.Grains.GetGrain<IProjectGrain>(GrainHost.Caller.Project.Value);
        await project.SetLimits(ImmutableDictionary<string, long>.Empty.Add(QuotaResource.Volumes, 1));
        await project.Reserve(Volume(Guid.NewGuid()));
        var before = await GrainHost.ErrorOfAsync(project.Reserve(Volume(Guid.NewGuid())));

        // A holder that was never counted is given back: nothing is subtracted, and the promise still counts.
        await project.Release(Volume(Guid.NewGuid()));

        Assert.Equal(before, await GrainHost.ErrorOfAsync(project.Reserve(Volume(Guid.NewGuid()))));
    }

    [Fact]
    public async Task DefaultClass_ChangesEveryProjectsLimits_AndNamesWhatItDoesNotKnow()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var defaults = host.Grains.GetGrain<IQuotaClassGrain>(IQuotaClassGrain.Default);
        await defaults.SetLimits(ImmutableDictionary<string, long>.Empty.Add(QuotaResource.Volumes, 0).Add("volumes___DEFAULT__", 7));

        var project = host.Grains.GetGrain<IProjectGrain>("any");
        Assert.Equal(0, (await project.GetState())[QuotaResource.Volumes].Limit);
        Assert.Equal(7, (await project.GetState())["volumes___DEFAULT__"].Limit);
        Assert.Equal(ErrorReason.OverQuota, (await GrainHost.ErrorOfAsync(project.Reserve(Volume(Guid.NewGuid())))).Reason);
        Assert.Equal("Invalid input received: Bad key(s) in quota set: zz", (await GrainHost.ErrorOfAsync(defaults.SetLimits(ImmutableDictionary<string, long>.Empty.Add("zz", 1)))).Message);
    }

    private static QuotaReservation Volume(Guid holder) => new(holder, VolumeTypeId.New(), "t", 1, 0, 1, 1);
}
