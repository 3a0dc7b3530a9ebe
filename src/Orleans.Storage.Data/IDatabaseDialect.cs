using System.Data.Common;
using OrleansStorage.Data.Failures;
using OrleansStorage.Errors;

namespace OrleansStorage.Data;

/// <summary>What differs between the databases; everything else is one text of SQL for both. Safe from any thread.</summary>
internal interface IDatabaseDialect : IAsyncDisposable
{
    /// <summary>Where connections come from; shared with Orleans' grain storage.</summary>
    DbDataSource DataSource { get; }

    /// <summary>Orleans' name for the driver.</summary>
    string Invariant { get; }

    /// <summary>The folder of the schema scripts.</summary>
    string ScriptFolder { get; }

    /// <summary>The text of a comparison that is true when <paramref name="column"/> contains the parameter <paramref name="parameter"/>; % and _ are wildcards, ASCII case does not matter.</summary>
    string Like(string column, string parameter);

    /// <summary>The text of a test whether the JSON object <paramref name="column"/> has the string <paramref name="value"/> under <paramref name="key"/>; the last two are parameters.</summary>
    string HasEntry(string column, string key, string value);

    /// <summary>A uuid column as the text that keys a state row.</summary>
    string StateKey(string column);

    /// <summary>The state document of the row <paramref name="row"/> of the state table, as bytes.</summary>
    string Document(string row);

    /// <summary>When the first of the timeline entries in the column <paramref name="document"/> ended, comparable with a moment as a parameter.</summary>
    string EndedAt(string document);

    /// <summary>The database's clock, in seconds since 1970; null when it is this machine's own.</summary>
    string? Now { get; }

    /// <summary>How many seconds ago a row of the state table was written, by the database's clock; null when that clock is this machine's own, and so says nothing of it.</summary>
    string? AgeOfState { get; }

    /// <summary>The assignments that give a row of the state table the document <paramref name="value"/>, a parameter of bytes or NULL, and the time of its writing.</summary>
    string SetDocument(string value);

    /// <summary>Makes every row of the catalog again that comes from the document of the volume <c>@id</c>, a text.</summary>
    string ProjectVolume { get; }

    /// <summary>The same for a group.</summary>
    string ProjectGroup { get; }

    /// <summary>A uuid as a parameter.</summary>
    object Parameter(Guid value);

    /// <summary>A moment as a parameter.</summary>
    object Parameter(DateTimeOffset value);

    /// <summary>What calls of the database go through while the silo serves.</summary>
    DatabaseGuard Guard { get; }

    /// <summary>Runs work on the database; never on the caller's scheduler when the driver blocks. Throws what the driver throws: for the start, which tells an operator, and for the guard.</summary>
    Task<T> ConnectAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs a statement that writes, in a transaction of its own; answers how many rows it changed. Throws what the driver throws.</summary>
    Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken);

    /// <summary>Runs work that changes nothing, behind the guard.</summary>
    /// <exception cref="StorageException">The database did not do it.</exception>
    Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) => Guard.ReadAsync(() => ConnectAsync(work, cancellationToken), cancellationToken);

    /// <summary>Runs a statement that writes, behind the guard; answers how many rows it changed.</summary>
    /// <exception cref="StorageException">It was not done, or nobody knows.</exception>
    Task<int> WriteAsync(string sql, object parameters, CancellationToken cancellationToken) => Guard.WriteAsync(() => ExecuteAsync(sql, parameters, cancellationToken), "a row of its own");

    /// <summary>Opens a transaction that excludes every other schema change, also of other processes, until it ends.</summary>
    Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, CancellationToken cancellationToken);
}
