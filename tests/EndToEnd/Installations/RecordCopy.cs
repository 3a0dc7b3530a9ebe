using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Installations;

/// <summary>A copy of an installation's database, taken and put back while no silo runs: SQLite's files, or a PostgreSQL database made from another.</summary>
internal sealed class RecordCopy(SiloSettings settings, PostgreSqlServer? server = null)
{
    private string _copy = "";

    /// <summary>The installation.</summary>
    public SiloSettings Settings => settings;

    /// <summary>Takes the copy.</summary>
    public async Task TakeAsync()
    {
        if (server is not null)
        {
            _copy = await server.CopyDatabaseAsync(settings.PostgreSqlConnectionString!);
            return;
        }
        _copy = Path.Combine(settings.DataDirectory, "copy");
        Directory.CreateDirectory(_copy);
        foreach (var file in Files(settings.DataDirectory)) File.Copy(file, Path.Combine(_copy, Path.GetFileName(file)));
    }

    /// <summary>Puts it in the database's place.</summary>
    public async Task RestoreAsync()
    {
        if (server is not null)
        {
            await server.ReplaceDatabaseAsync(settings.PostgreSqlConnectionString!, _copy);
            return;
        }
        foreach (var file in Files(settings.DataDirectory)) File.Delete(file);
        foreach (var file in Files(_copy)) File.Copy(file, Path.Combine(settings.DataDirectory, Path.GetFileName(file)));
    }

    private static string[] Files(string directory) => Directory.GetFiles(directory, "storage.db*");
}
