using Microsoft.Data.Sqlite;
using OrleansStorage.Files;

namespace OrleansStorage.Data.Sqlite;

/// <summary>The file of a SQLite database: its owner's alone.</summary>
internal static class SqliteFile
{
    /// <summary>
    /// Makes the file when it is to be made and is not there: SQLite would give it the rights that the process's mask leaves, and gives
    /// its journals those of the file.
    /// </summary>
    /// <exception cref="InvalidDataException">It is there, and others may read it; the message says how to mend that.</exception>
    public static void Prepare(string connectionString)
    {
        if (PathOf(connectionString) is not { } path)
            return;
        if (!File.Exists(path))
            PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
        if (PrivateFiles.ComplaintAbout(path) is { } complaint)
            throw new InvalidDataException($"Storage:Database: {complaint}");
    }

    /// <summary>Null for a database in memory, one that only SQLite can find, and one that is not to be made.</summary>
    private static string? PathOf(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        var isPath = builder is { Mode: SqliteOpenMode.ReadWriteCreate, DataSource: not ("" or ":memory:") }
            && !builder.DataSource.StartsWith("file:", StringComparison.Ordinal);
        if (!isPath)
            return null;
        var path = Path.GetFullPath(builder.DataSource);
        return Directory.Exists(Path.GetDirectoryName(path)) ? path : null;
    }
}
