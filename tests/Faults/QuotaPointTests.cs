using System.Net;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;
using static OrleansStorage.Faults.Tests.Insistence;

namespace OrleansStorage.Faults.Tests;

/// <summary>Whatever fails while quota is held: the create's repetition makes one volume, and no limit is overrun.</summary>
[Collection(FaultyHost.Name)]
public sealed class QuotaPointTests(FaultyHost host)
{
    /// <summary>Every point of a project and of those who hold its quota, at its first, second and third time; what is used is counted once when a project is asked for the first time.</summary>
    public static TheoryData<FaultPoint, int> Points => EveryPointTests.Times(Has, p => p is FaultPoint.ProjectBeforeCount or FaultPoint.ProjectAfterCount ? 1 : 3);

    /// <summary>Whether a point is one of them.</summary>
    internal static bool Has(FaultPoint point) => point is FaultPoint.ApiHasQuota or FaultPoint.ApiBeforeQuotaEnd || point.ToString().StartsWith("Project", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Error_AtAPointOfQuota_LeavesOneVolumeForEachCreate(FaultPoint point, int nth)
    {
        using var api = new ApiClient(host.Url, project: Guid.NewGuid().ToString("N"));
        (await api.PutAsync($"os-quota-sets/{api.Project}", new { quota_set = new { volumes = 3 } })).Expect(HttpStatusCode.OK);
        await host.ForgetActivationsAsync();
        host.Book.Arm(nth, new FaultRule(point, FaultVerb.Nth) { N = nth });

        for (var i = 0; i < 3; i++) await InsistAsync(api, Guid.NewGuid().ToString(), HttpStatusCode.Accepted);
        await InsistAsync(api, Guid.NewGuid().ToString(), HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal(1, host.Book.CountOf(point).Firings);
        host.Book.Clear();
        var made = (await api.GetAsync("volumes")).Expect(HttpStatusCode.OK).GetProperty("volumes").EnumerateArray().Select(v => v.GetProperty("id").GetString()!).ToList();
        Assert.Equal(3, made.Count);
        foreach (var volume in made)
        {
            await api.WaitForStatusAsync(volume, "available");
            (await api.DeleteAsync($"volumes/{volume}")).Expect(HttpStatusCode.Accepted);
        }
    }

    private static async Task InsistAsync(ApiClient api, string key, HttpStatusCode expected) =>
        (await RepeatAsync(() => api.SendAsync(HttpMethod.Post, "volumes", new { volume = new { size = 1 } }, ("Idempotency-Key", key)))).Expect(expected);
}
