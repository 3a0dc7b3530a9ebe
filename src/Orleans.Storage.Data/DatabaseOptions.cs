namespace OrleansStorage.Data;

/// <summary>Where state and catalog are kept. One database serves one cluster.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The kind of database.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>The connection string; required for PostgreSQL. For SQLite null or empty means <c>storage.db</c> in <see cref="DataDirectory"/>. It may hold a password: never log it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>What stands between the silo and PostgreSQL; SQLite has nothing.</summary>
    public DatabasePooler Pooler { get; set; } = DatabasePooler.None;

    /// <summary>Where files are kept; made when it is missing.</summary>
    public string DataDirectory { get; set; } = "data";
}
