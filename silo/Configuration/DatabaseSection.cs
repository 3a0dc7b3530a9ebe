namespace OrleansStorage.Silo.Configuration;

/// <summary><c>Storage:Database</c>.</summary>
public sealed class DatabaseSection
{
    /// <summary><c>Sqlite</c> for one silo, <c>PostgreSql</c> for a cluster.</summary>
    public string Provider { get; set; } = "Sqlite";
    /// <summary>How to reach it; for SQLite optional (a file in the data directory).</summary>
    public string? ConnectionString { get; set; }
    /// <summary>What stands between the silo and PostgreSQL: <c>None</c>, also for a pooler that keeps a session for each connection, or <c>Transaction</c> for one that does not.</summary>
    public string Pooler { get; set; } = "None";
    /// <summary>The key that seals secrets, 32 bytes in base64, the same on every silo; null for a key file in the data directory.</summary>
    public string? SecretsKey { get; set; }
}
