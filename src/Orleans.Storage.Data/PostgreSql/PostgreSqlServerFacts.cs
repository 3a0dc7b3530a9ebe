namespace OrleansStorage.Data.PostgreSql;

/// <summary>What a PostgreSQL server says of itself. Immutable.</summary>
internal sealed class PostgreSqlServerFacts
{
    /// <summary>Its version as a number, such as 150013.</summary>
    public int VersionNumber { get; init; }

    /// <summary>Its version as text.</summary>
    public string Version { get; init; } = "";

    /// <summary>How the database keeps texts.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>How transactions are kept apart when nobody says.</summary>
    public string Isolation { get; init; } = "";
}
