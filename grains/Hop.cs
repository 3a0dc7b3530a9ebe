namespace OrleansStorage.Grains;

/// <summary>How long one hop of an operation took, as the timeline keeps it.</summary>
internal static class Hop
{
    /// <summary>In ms, to a tenth: the timeline is stored with every attach, so digits that say nothing cost.</summary>
    public static double Ms(TimeSpan took) => Math.Round(took.TotalMilliseconds, 1);
}
