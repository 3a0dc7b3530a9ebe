using System.Data;
using Microsoft.Data.Sqlite;

namespace OrleansStorage.Data.Sqlite;

/// <summary>A connection that goes back to its data source when its user disposes of it. Not safe from several threads at once.</summary>
internal sealed class SqlitePooledConnection(SqliteDataSource owner) : SqliteConnection(owner.ConnectionString)
{
    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && State == ConnectionState.Open && owner.Return(this))
            return;
        base.Dispose(disposing);
    }
}
