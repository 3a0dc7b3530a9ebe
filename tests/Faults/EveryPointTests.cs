using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;

namespace OrleansStorage.Faults.Tests;

/// <summary>Whatever fails on the way of an attach, and wherever: its caller comes to his end by repeating himself, and the array, the record and the attachments are the same three ways.</summary>
[Collection(FaultyHost.Name)]
public sealed class EveryPointTests(FaultyHost host)
{
    /// <summary>Every point there is, a new one too, at its first, second and third time of an attach life; those that no attach comes to have tests of their own.</summary>
    public static TheoryData<FaultPoint, int> Points =>
        Times(p => !GroupPointTests.Has(p) && !PlacementPointTests.Has(p) && !QuotaPointTests.Has(p) && !ReconcilerPointTests.Has(p) && !SettingsPointTests.Has(p), _ => 3);

    /// <summary>The points that are meant, each at its first time and on to the last that is asked for.</summary>
    internal static TheoryData<FaultPoint, int> Times(Func<FaultPoint, bool> isMeant, Func<FaultPoint, int> last)
    {
        var data = new TheoryData<FaultPoint, int>();
        foreach (var point in Enum.GetValues<FaultPoint>().Where(isMeant))
        {
            for (var n = 1; n <= last(point); n++) data.Add(point, n);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Error_AtAPoint_LeavesExactlyTheExportsThatAttachmentsNeed(FaultPoint point, int nth)
    {
        var life = new AttachLife(host.Api, await host.Api.CreateVolumeAsync(), "host");
        await host.ForgetActivationsAsync();
        host.Book.Arm(nth, [new(point, FaultVerb.Nth) { N = nth }, .. WhatLeadsTo(point)]);

        await life.AttachAsync();
        Assert.Equal([ApiClient.Initiator("host")], await life.ExportsAsync());
        await life.CompleteAsync();
        await life.DetachAsync();
        Assert.Empty(await life.ExportsAsync());
        await life.DeleteVolumeAsync();

        // The last points of a volume that is gone come after everybody can see that it is.
        await Eventually.Is($"{point} is reached", () => Task.FromResult(host.Book.CountOf(point).Hits > 0));
        var count = host.Book.CountOf(point);
        host.Book.Clear();
        await host.Api.WaitUntilArrayShowsWhatIsRecordedAsync();
        Assert.Equal(count.Hits >= nth ? 1 : 0, count.Firings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Errors_AtAllPointsFromASeed_LeaveExactlyTheExportsThatAttachmentsNeed(int seed)
    {
        var lives = new List<AttachLife>();
        for (var i = 0; i < 4; i++) lives.Add(new(host.Api, await host.Api.CreateVolumeAsync(), $"host{i}"));
        host.Book.Arm(seed, [.. Enum.GetValues<FaultPoint>().Select(p => new FaultRule(p, FaultVerb.Probability) { Probability = 0.02 })]);

        await Task.WhenAll(lives.Select(async life =>
        {
            await life.AttachAsync();
            await life.CompleteAsync();
        }));

        Assert.Contains(host.Book.Counts, c => c.Firings > 0);
        host.Book.Clear();
        await host.Api.WaitUntilArrayShowsWhatIsRecordedAsync();
        Assert.Equal(lives.Select(l => l.Export).Order(StringComparer.Ordinal), (await host.Api.BackendsAsync()).Single().Exports);
        foreach (var life in lives)
        {
            await life.DetachAsync();
            await life.DeleteVolumeAsync();
        }
    }

    /// <summary>Some points lie on the way of nothing but a misfortune.</summary>
    private static IEnumerable<FaultRule> WhatLeadsTo(FaultPoint point) => point == FaultPoint.BackendSlotLate
        ? [new(FaultPoint.DriverAfterEffect, FaultVerb.Once, FaultAction.Pause) { PauseMs = 2500 }]
        : [];
}
