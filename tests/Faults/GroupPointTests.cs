using System.Net;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;

namespace OrleansStorage.Faults.Tests;

/// <summary>Whatever fails in a group, and wherever: what was asked of it is done, by the group itself or when its caller repeats himself, and nothing is left of it at the end.</summary>
[Collection(FaultyHost.Name)]
public sealed class GroupPointTests(FaultyHost host)
{
    /// <summary>Every point of groups, a new one too, at the first time that each phase of a group's life comes to it; those that every phase comes to more than once, at the second too.</summary>
    public static TheoryData<FaultPoint, int> Points => EveryPointTests.Times(Has,
        p => p is FaultPoint.GroupHasVolumes or FaultPoint.GroupBeforeWrite or FaultPoint.GroupAfterWrite ? 2 : 1);

    /// <summary>Whether a point is one of groups.</summary>
    internal static bool Has(FaultPoint point) => point.ToString().StartsWith("Group", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Error_AtAPointOfAGroup_IsMadeGoodAndLeavesNothing(FaultPoint point, int nth)
    {
        var life = new GroupLife(host.Api);
        var firings = 0L;
        foreach (var phase in life.Phases)
        {
            await host.ForgetActivationsAsync();
            firings += host.Book.CountOf(point).Firings;
            host.Book.Arm(nth, [new(point, FaultVerb.Nth) { N = nth }, .. WhatLeadsTo(point)]);
            await phase();
        }

        await Eventually.Is($"{point} is reached for time {nth} of a phase", () => Task.FromResult(firings + host.Book.CountOf(point).Firings > 0));
        host.Book.Clear();
        Assert.Empty(await life.LeftAsync());
        Assert.Empty(host.Array.ListVolumes());
        Assert.Empty(host.Array.ListSnapshots());
        await Eventually.Is("the project's quota counts no group", async () => (await host.Api.GetAsync($"os-quota-sets/{host.Api.Project}?usage=true"))
            .Expect(HttpStatusCode.OK).GetProperty("quota_set").GetProperty("groups").GetProperty("in_use").GetInt32() == 0);
    }

    /// <summary>What is asked again finds what it asked for still under way when the array is slow, and done when it is not.</summary>
    private static IEnumerable<FaultRule> WhatLeadsTo(FaultPoint point) => point == FaultPoint.GroupAfterStep
        ? [new(FaultPoint.DriverBeforeEffect, FaultVerb.Always, FaultAction.Pause) { PauseMs = 300 }]
        : [];
}
