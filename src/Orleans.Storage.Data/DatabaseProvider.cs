namespace OrleansStorage.Data;

/// <summary>Which database keeps the state and the catalog. The names are those of the configuration.</summary>
public enum DatabaseProvider
{
    /// <summary>A file in the data directory; needs no set-up, serves one silo.</summary>
    Sqlite = 0,
    /// <summary>A PostgreSQL server, 15 or newer; serves a cluster.</summary>
    PostgreSql = 1,
}
