using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrleansStorage.Data.Sqlite;

/// <summary>A connection that goes back to its data source when its user disposes of it, its statements prepared. Not safe from several threads at once.</summary>
internal sealed class SqlitePooledConnection(SqliteDataSource owner) : SqliteConnection(owner.ConnectionString)
{
    /// <summary>More than the product has texts that are asked often; lists that filter by this and that have more.</summary>
    private const int MostPrepared = 64;

    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    /// <summary>Whether a transaction of ours owns it: then nobody else's disposal counts.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Runs a statement that has no parameters and no rows.</summary>
    public void Execute(string sql)
    {
        using var command = CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Ends the open transaction, if SQLite has not done so by itself.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(Handle) == 0)
            Execute("ROLLBACK");
    }

    /// <summary>Ends the ownership of <see cref="SqliteDataSource.Hold"/>.</summary>
    public void Release()
    {
        IsHeld = false;
        Dispose();
    }

    /// <summary>A command of that text, prepared if one was kept; it is the caller's until <see cref="Keep"/>.</summary>
    public SqliteCommand Take(string text)
    {
        if (_prepared.Remove(text, out var kept)) return kept;
        var command = CreateCommand();
        command.CommandText = text;
        return command;
    }

    /// <summary>Takes a command back, whose readers are closed.</summary>
    public void Keep(SqliteCommand command)
    {
        // What was bound may be large.
        command.Parameters.Clear();
        command.Transaction = null;
        if (_prepared.Count == MostPrepared)
        {
            foreach (var kept in _prepared.Values) kept.Dispose();
            _prepared.Clear();
        }
        if (!_prepared.TryAdd(command.CommandText, command)) command.Dispose();
    }

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => new SqlitePreparedCommand(this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && State == ConnectionState.Open && owner.Return(this))
            return;
        base.Dispose(disposing);
    }
}
