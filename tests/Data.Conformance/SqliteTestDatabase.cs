namespace OrleansStorage.Data.Conformance;

/// <summary>SQLite files in a temporary directory.</summary>
public sealed class SqliteTestDatabase : ITestDatabase, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orleans-storage-sqlite-").FullName;

    /// <inheritdoc/>
    public Task<DatabaseOptions> NewAsync() => Task.FromResult(new DatabaseOptions { DataDirectory = Path.Combine(_directory, Guid.NewGuid().ToString("N")) });

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
