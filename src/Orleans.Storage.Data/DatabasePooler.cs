namespace OrleansStorage.Data;

/// <summary>What stands between a silo and PostgreSQL. The names are those of the configuration.</summary>
public enum DatabasePooler
{
    /// <summary>Nothing, or a pooler that keeps a session for each connection, as PgBouncer in session mode.</summary>
    None = 0,
    /// <summary>
    /// A pooler that gives each transaction any session, as PgBouncer in transaction mode: nothing is prepared, set or left in one.
    /// </summary>
    Transaction = 1,
}
