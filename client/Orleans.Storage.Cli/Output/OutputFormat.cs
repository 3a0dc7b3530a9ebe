namespace OrleansStorage.Cli.Output;

/// <summary>How results are shown.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,
    /// <summary>For programs.</summary>
    Json,
}
