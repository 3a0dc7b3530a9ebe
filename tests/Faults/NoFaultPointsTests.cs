namespace OrleansStorage.Faults.Tests;

/// <summary>What the product reaches its points with.</summary>
public sealed class NoFaultPointsTests
{
    [Fact]
    public void Reach_OfEveryPoint_IsOverAtOnceAndAllocatesNothing()
    {
        var points = Enum.GetValues<FaultPoint>();
        ReachAll(points);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReachAll(points);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void ReachAll(FaultPoint[] points)
    {
        foreach (var point in points)
        {
            if (!NoFaultPoints.Instance.ReachAsync(point).AsTask().IsCompletedSuccessfully) Assert.Fail($"{point} waits.");
        }
    }
}
