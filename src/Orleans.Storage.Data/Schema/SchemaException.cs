namespace OrleansStorage.Data.Schema;

/// <summary>A database was made by another version's scripts, so this code would read what is not there; the message says which script and what to do.</summary>
/// <param name="script">The script's name, such as <c>002_catalog</c>.</param>
public sealed class SchemaException(string script) : Exception(
    $"Storage:Database: this database was made with another {script} than this version's. Start the version that made it, or give this one a new database (or, with SQLite, a new Storage:DataDirectory)");
