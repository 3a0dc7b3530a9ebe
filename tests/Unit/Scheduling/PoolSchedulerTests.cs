using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Scheduling;
using OrleansStorage.Scheduling;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Scheduling;

/// <summary>Filters and ranks pools, and says which filter dropped which pool and why.</summary>
public sealed class PoolSchedulerTests
{
    [Theory]
    [InlineData("disabled", "Enabled", "disabled: new disks are coming")]
    [InlineData("down", "Up", "the array did not answer last time")]
    [InlineData("other-backend", "RequiredBackend", "the source is on host@elsewhere#pool")]
    [InlineData("same-host", "SameBackend", "another pool is asked for")]
    [InlineData("same-host-unknown", "SameBackend", "another pool is asked for")]
    [InlineData("different-host", "DifferentBackend", "a pool other than this is asked for")]
    [InlineData("other-zone", "AvailabilityZone", "zone is nova, east is asked for")]
    [InlineData("capability", "Capabilities", "multiattach is False, <is> True is asked for")]
    [InlineData("unreported", "Capabilities", "colour is not reported, red is asked for")]
    [InlineData("full", "Capacity", "5 GiB of room, 10 GiB are asked for")]
    [InlineData("overfull", "Capacity", "0 GiB of room, 10 GiB are asked for")]
    public void Rank_PoolThatCannot_IsDroppedByThisFilterForThisReason(string situation, string filter, string why)
    {
        var (pool, request) = (Some.Pool("p"), Request());
        (pool, request) = situation switch
        {
            "disabled" => (pool with { Enabled = false, DisabledReason = "new disks are coming" }, request),
            "down" => (pool with { IsUp = false }, request),
            "other-backend" => (pool, request with { RequiredBackend = new("host@elsewhere#pool") }),
            "same-host" => (pool, request with { OnlyBackends = [new("host@elsewhere#pool")] }),
            "same-host-unknown" => (pool, request with { OnlyBackends = [] }),
            "different-host" => (pool, request with { NotBackends = [pool.Backend] }),
            "other-zone" => (pool, request with { AvailabilityZone = "east" }),
            "capability" => (pool with { Multiattach = false }, Request(("multiattach", "<is> True"))),
            "unreported" => (pool, Request(("capabilities:colour", "red"))),
            "full" => (pool with { ProvisionedGiB = 95 }, request),
            _ => (pool with { ProvisionedGiB = 300 }, request),
        };

        var (candidates, dropped) = PoolScheduler.Rank([pool], request);

        Assert.Empty(candidates);
        Assert.Equal(new DroppedPool(pool.Backend, filter, why), Assert.Single(dropped));
    }

    [Fact]
    public void Rank_ScopedSpecsOfOtherServices_AreNotCapabilities() =>
        Assert.Single(PoolScheduler.Rank([Some.Pool("p")], Request(("qos:iops", "100"), ("volume_backend_name", "p"), ("capabilities:storage_protocol", "iSCSI"))).Candidates);

    [Fact]
    public void Rank_ThinPool_MayPromiseMoreThanItHas()
    {
        var pool = Some.Pool("p") with { MaxOverSubscriptionRatio = 2, ProvisionedGiB = 150 };

        Assert.Single(PoolScheduler.Rank([pool], Request()).Candidates);
        Assert.Empty(PoolScheduler.Rank([pool with { ProvisionedGiB = 191 }], Request()).Candidates);
    }

    [Fact]
    public void Rank_SeveralPools_MostRoomFirstThenFewerVolumes()
    {
        var pools = new[] { Some.Pool("small") with { FreeGiB = 20 }, Some.Pool("busy") with { VolumeCount = 9 }, Some.Pool("idle") with { VolumeCount = 1 }, Some.Pool("down") with { IsUp = false } };

        var (candidates, dropped) = PoolScheduler.Rank(pools, Request());

        Assert.Equal(["idle", "busy", "small"], candidates.Select(p => p.BackendName));
        Assert.Equal("host@down#pool", Assert.Single(dropped).Backend.Value);
    }

    [Fact]
    public void Why_NamesEveryPoolFilterAndReason()
    {
        var (_, dropped) = PoolScheduler.Rank([Some.Pool("one") with { IsUp = false }, Some.Pool("two") with { Enabled = false }], Request());

        Assert.Equal("host@one#pool: Up (the array did not answer last time); host@two#pool: Enabled (disabled: no reason given)", new Placement(null, null, false, dropped).Why);
        Assert.Equal("no pool is configured", new Placement(null, null, false, []).Why);
    }

    private static PlacementRequest Request(params (string Key, string Value)[] specs) => new()
    {
        VolumeId = Some.VolumeId, SizeGiB = 10, ExtraSpecs = specs.ToImmutableSortedDictionary(s => s.Key, s => s.Value),
    };
}
