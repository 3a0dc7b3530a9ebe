namespace OrleansStorage.Silo.Configuration;

/// <summary><c>Storage:Operations</c>.</summary>
public sealed class OperationsSection
{
    /// <summary>How long an export may take from its intent to the array's answer, the wait in the queue included.</summary>
    public int ExportTimeoutMs { get; set; } = 15_000;
    /// <summary>The same for volumes and snapshots, whose data may have to be copied.</summary>
    public int DataTimeoutMs { get; set; } = 300_000;
    /// <summary>How far the clocks of two silos may differ.</summary>
    public int ClockSkewMs { get; set; } = 1_000;
    /// <summary>How long an export that nothing records is left on its array; longer than any call may be under way. Null for twice the export's time and the skew of the clocks.</summary>
    public int? OrphanGraceMs { get; set; }
    /// <summary>How many days entries of volumes' timelines are kept after their operation ended.</summary>
    public int TimelineDays { get; set; } = 30;
}
