using OrleansStorage.Testing;

namespace OrleansStorage.Cluster.Tests;

/// <summary>
/// Real faults on real processes, under load: whatever dies, what was acknowledged is there after, the arrays show what is recorded, and volumes that have no part in it are not disturbed.
/// <c>CLUSTER_ROUNDS</c> says how often each fault is repeated; 1 when absent.
/// </summary>
[Collection(ClusterFixture.Name)]
public sealed class FaultTests(ClusterFixture fixture)
{
    private const int PausedFor = 20_000;

    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("CLUSTER_ROUNDS"), out var rounds) ? rounds : 1;

    [Fact]
    public Task Kill_OfTheSiloThatHasABackendsGrain_LosesNothingAndOthersSeeNoError() => EachRoundAsync(async tenants =>
    {
        var victim = await fixture.Grains.SiloOfBackendAsync(ClusterFixture.ArrayBackend);
        var others = await StartAroundAsync(tenants, victim);

        await fixture.Cluster.Silos[victim]!.KillAsync();
        await tenants.CycleAsync("after the loss of a silo");
        await fixture.Cluster.StartSiloAsync(victim);
        await tenants.CycleAsync("after its return");

        await tenants.StopAndCheckAsync();
        AssertUndisturbed(others);
    });

    [Fact]
    public Task Stop_OfTheSiloThatHasABackendsGrain_LosesNothingAndOthersSeeNoError() => StopAsync(() => fixture.Grains.SiloOfBackendAsync(ClusterFixture.TgtBackend));

    [Fact]
    public Task Stop_OfTheSiloThatHasTheTypes_LosesNothingAndOthersSeeNoError() => StopAsync(fixture.Grains.SiloOfTypesAsync);

    [Fact]
    public Task Crash_OfTheDatabase_LosesNothing() => EachRoundAsync(async tenants =>
    {
        await tenants.AddAsync(ClusterFixture.ArrayBackend, 6, 0, 1, 2);
        await tenants.AddAsync(ClusterFixture.TgtBackend, 2, 0, 1, 2);
        await tenants.StartAsync();

        await fixture.Cluster.Database.CrashAsync();
        await tenants.FailAsync(ClusterFixture.ArrayBackend);
        await fixture.Cluster.Database.StartAsync();
        await tenants.CycleAsync("after the database's return");

        await tenants.StopAndCheckAsync();
    });

    [Fact]
    public Task Freeze_OfTheDatabase_LosesNothingAndNoSilo() => EachRoundAsync(async tenants =>
    {
        await tenants.AddAsync(ClusterFixture.ArrayBackend, 6, 0, 1, 2);
        await tenants.AddAsync(ClusterFixture.TgtBackend, 2, 0, 1, 2);
        await tenants.StartAsync();
        var silos = fixture.Cluster.Silos.ToArray();

        await fixture.Cluster.Database.FreezeAsync();
        try
        {
            // The length of the pause is the fault; nothing is waited for.
            await Task.WhenAll(Task.Delay(PausedFor), tenants.FailAsync(ClusterFixture.ArrayBackend));
        }
        finally
        {
            await fixture.Cluster.Database.ThawAsync();
        }
        await tenants.CycleAsync("after the database went on");

        Assert.All(silos, silo => Assert.True(silo!.IsRunning, silo.Output));
        await tenants.StopAndCheckAsync();
    });

    [Fact]
    public Task Kill_OfTgtd_LosesNothingAndAnotherBackendSeesNoError() => EachRoundAsync(async tenants =>
    {
        var others = await tenants.AddAsync(ClusterFixture.ArrayBackend, 4, 0, 1, 2);
        await tenants.AddAsync(ClusterFixture.TgtBackend, 3, 0, 1, 2);
        await tenants.StartAsync();

        await fixture.Cluster.Tgtd.KillAsync();
        await tenants.FailAsync(ClusterFixture.TgtBackend);
        await fixture.Cluster.Tgtd.StartAsync();
        await tenants.CycleAsync("after tgtd's return");

        await tenants.StopAndCheckAsync();
        AssertUndisturbed(others);
    });

    [Fact]
    public Task Kill_OfTheArray_LosesNothingAndAnotherBackendSeesNoError() => EachRoundAsync(async tenants =>
    {
        await tenants.AddAsync(ClusterFixture.ArrayBackend, 6, 0, 1, 2);
        var others = await tenants.AddAsync(ClusterFixture.TgtBackend, 2, 0, 1, 2);
        await tenants.StartAsync();

        await fixture.Cluster.Array.KillAsync();
        await tenants.FailAsync(ClusterFixture.ArrayBackend);
        await fixture.Cluster.Array.StartAsync();
        await tenants.CycleAsync("after the array's return");

        await tenants.StopAndCheckAsync();
        AssertUndisturbed(others);
    });

    private Task StopAsync(Func<Task<int>> choose) => EachRoundAsync(async tenants =>
    {
        var victim = await choose();
        var others = await StartAroundAsync(tenants, victim);
        var silo = fixture.Cluster.Silos[victim]!;

        await silo.StopAsync();
        try
        {
            // The length of the pause is the fault; nothing is waited for.
            await Task.WhenAll(Task.Delay(PausedFor), tenants.CycleAsync("while a silo is stopped"));
        }
        finally
        {
            await silo.ContinueAsync();
        }
        // A silo that was declared dead ends itself when it learns so; an operator's supervisor starts it again.
        await Eventually.Is("the silo that was declared dead ends", () => Task.FromResult(!silo.IsRunning), TimeSpan.FromSeconds(60));
        await fixture.Cluster.StartSiloAsync(victim);
        await tenants.CycleAsync("after its return");

        await tenants.StopAndCheckAsync();
        AssertUndisturbed(others);
    });

    private static void AssertUndisturbed(IEnumerable<Tenant> others) => Assert.All(others, o => Assert.True(o.Repeats.Count == 0, string.Join("; ", o.Repeats)));

    /// <summary>Runs a fault as often as asked for, each time on a whole cluster with tenants of its own. What the silos wrote is kept beside the tests when it fails.</summary>
    private async Task EachRoundAsync(Func<Tenants, Task> fault)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await fixture.WaitUntilReadyAsync();
            await using var tenants = new Tenants(fixture);
            try
            {
                await fault(tenants);
            }
            catch
            {
                fixture.Cluster.KeepLogs(Path.Combine(AppContext.BaseDirectory, "failed"));
                throw;
            }
        }
    }

    /// <summary>Tenants that use every silo, and others that use neither the victim's API nor a volume that it has; the latter are returned.</summary>
    private async Task<IReadOnlyList<Tenant>> StartAroundAsync(Tenants tenants, int victim)
    {
        var survivors = new[] { 0, 1, 2 }.Where(n => n != victim).ToArray();
        await tenants.AddAsync(ClusterFixture.ArrayBackend, 6, 0, 1, 2);
        await tenants.AddAsync(ClusterFixture.TgtBackend, 2, 0, 1, 2);
        var others = new List<Tenant>();
        foreach (var tenant in await tenants.AddAsync(ClusterFixture.ArrayBackend, 6, survivors))
        {
            if (await fixture.Grains.SiloOfVolumeAsync(tenant.Volume) != victim) others.Add(tenant);
        }
        Assert.NotEmpty(others);
        await tenants.StartAsync();
        return others;
    }
}
