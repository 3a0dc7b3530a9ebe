using System.Net;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;
using static OrleansStorage.Faults.Tests.Insistence;

namespace OrleansStorage.Faults.Tests;

/// <summary>Whatever fails while a pool is chosen: the create's repetition makes one volume, and no space stays set aside.</summary>
[Collection(FaultyHost.Name)]
public sealed class PlacementPointTests(FaultyHost host)
{
    /// <summary>Every point of the scheduler, at its first, second and third time.</summary>
    public static TheoryData<FaultPoint, int> Points => EveryPointTests.Times(Has, _ => 3);

    /// <summary>Whether a point is one of the scheduler's.</summary>
    internal static bool Has(FaultPoint point) => point.ToString().StartsWith("Scheduler", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Error_AtAPointOfPlacement_LeavesOneVolumeForEachCreate(FaultPoint point, int nth)
    {
        host.Book.Arm(nth, new FaultRule(point, FaultVerb.Nth) { N = nth });

        List<string> volumes = [];
        for (var i = 0; i < nth; i++) volumes.Add(await CreateAsync(Guid.NewGuid().ToString()));

        Assert.Equal(new FaultCount(point, nth + 1, 1), host.Book.CountOf(point));
        host.Book.Clear();
        foreach (var volume in volumes) await host.Api.WaitForStatusAsync(volume, "available");
        Assert.Equal(volumes.Order(StringComparer.Ordinal), host.Array.ListVolumes().Select(v => v.Id.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(volumes.Count, await AllocatedGiBAsync());
        foreach (var volume in volumes) (await host.Api.DeleteAsync($"volumes/{volume}")).Expect(HttpStatusCode.Accepted);
        await Eventually.Is("no space is set aside", async () => await AllocatedGiBAsync() == 0);
    }

    private async Task<string> CreateAsync(string key) =>
        (await RepeatAsync(() => host.Api.SendAsync(HttpMethod.Post, "volumes", new { volume = new { size = 1 } }, ("Idempotency-Key", key))))
        .Expect(HttpStatusCode.Accepted).GetProperty("volume").GetProperty("id").GetString()!;

    private async Task<double> AllocatedGiBAsync() => (await host.Api.GetAsync("scheduler-stats/get_pools?detail=true"))
        .Expect(HttpStatusCode.OK).GetProperty("pools")[0].GetProperty("capabilities").GetProperty("allocated_capacity_gb").GetDouble();
}
