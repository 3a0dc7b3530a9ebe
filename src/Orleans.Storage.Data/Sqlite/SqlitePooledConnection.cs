using System.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrleansStorage.Data.Sqlite;

/// <summary>A connection that goes back to its data source when its user disposes of it. Not safe from several threads at once.</summary>
internal sealed class SqlitePooledConnection(SqliteDataSource owner) : SqliteConnection(owner.ConnectionString)
{
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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && State == ConnectionState.Open && owner.Return(this))
            return;
        base.Dispose(disposing);
    }
}
