using System.Net;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;
using static OrleansStorage.Faults.Tests.Insistence;

namespace OrleansStorage.Faults.Tests;

/// <summary>Whatever fails in a round of the reconciler: exports that the array has lost come back, and who asked for the round is answered when he repeats himself.</summary>
[Collection(FaultyHost.Name)]
public sealed class ReconcilerPointTests(FaultyHost host)
{
    /// <summary>Every point of the reconciler.</summary>
    public static TheoryData<FaultPoint> Points => [.. Enum.GetValues<FaultPoint>().Where(Has)];

    /// <summary>Whether a point is one of the reconciler's.</summary>
    internal static bool Has(FaultPoint point) => point.ToString().StartsWith("Reconciler", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Error_AtAPointOfARound_ExportsComeBack(FaultPoint point)
    {
        var life = new AttachLife(host.Api, await host.Api.CreateVolumeAsync(), "host");
        await life.AttachAsync();
        var backend = Uri.EscapeDataString((await host.Api.BackendsAsync()).Single().Name);
        host.Book.Arm(1, new FaultRule(point, FaultVerb.Once));
        host.Array.Restart();

        (await RepeatAsync(() => host.Api.PostAsync($"orleans-storage/backends/{backend}/drift", new { }))).Expect(HttpStatusCode.OK);

        await Eventually.Is("the export is back", async () => (await life.ExportsAsync()).SequenceEqual([ApiClient.Initiator("host")]));
        await Eventually.Is($"{point} fails once", () => Task.FromResult(host.Book.CountOf(point).Firings == 1));
        host.Book.Clear();
        await life.CompleteAsync();
        await life.DetachAsync();
        await life.DeleteVolumeAsync();
    }
}
