using System.Net;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;
using static OrleansStorage.Faults.Tests.Insistence;

namespace OrleansStorage.Faults.Tests;

/// <summary>Whatever fails while an operator changes settings: what is shown is what is on record, and a repetition ends with each change made once.</summary>
[Collection(FaultyHost.Name)]
public sealed class SettingsPointTests(FaultyHost host)
{
    /// <summary>Every point of settings.</summary>
    public static TheoryData<FaultPoint, int> Points => EveryPointTests.Times(Has, _ => 2);

    /// <summary>Whether a point is one of settings.</summary>
    internal static bool Has(FaultPoint point) => point.ToString().StartsWith("Settings", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Error_AtAPointOfAType_LeavesItAsTheRecordHasIt(FaultPoint point, int nth)
    {
        var name = $"{point}-{nth}";
        var isWritten = point == FaultPoint.SettingsAfterWrite;
        host.Book.Arm(nth, new FaultRule(point, FaultVerb.Nth) { N = nth });

        List<HttpStatusCode> answers = [];
        for (var i = 1; i <= nth; i++) answers.Add((await CreateTypeAsync($"{name}-{i}")).Status);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answers[^1]);
        Assert.Equal(1, host.Book.CountOf(point).Firings);
        Assert.Equal(isWritten ? nth : nth - 1, (await TypesAsync(name)).Count);
        await host.ForgetActivationsAsync();
        Assert.Equal(isWritten ? nth : nth - 1, (await TypesAsync(name)).Count);

        Assert.Equal(isWritten ? HttpStatusCode.Conflict : HttpStatusCode.OK, (await CreateTypeAsync($"{name}-{nth}")).Status);
        Assert.Equal(nth, (await TypesAsync(name)).Count);
        host.Book.Clear();
        foreach (var type in await TypesAsync(name)) (await host.Api.DeleteAsync($"types/{type}")).Expect(HttpStatusCode.Accepted);
    }

    private Task<ApiAnswer> CreateTypeAsync(string name) => host.Api.PostAsync("types", new { volume_type = new { name } });

    private async Task<IReadOnlyList<string>> TypesAsync(string prefix) => [.. (await RepeatAsync(() => host.Api.GetAsync("types"))).Expect(HttpStatusCode.OK).GetProperty("volume_types").EnumerateArray()
        .Where(t => t.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal)).Select(t => t.GetProperty("id").GetString()!)];
}
