using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using OrleansStorage.Data.Failures;

namespace OrleansStorage.Data.PostgreSql;

/// <summary>
/// The one pool of connections of a silo: grain state, catalog, membership and reminders share it. What keeps a connection from being had
/// is told apart from what happens on one. Safe from any thread.
/// </summary>
internal sealed class PostgreSqlDataSource(NpgsqlDataSource pool) : DbDataSource
{
    /// <inheritdoc/>
    public override string ConnectionString => pool.ConnectionString;

    /// <summary>Lets go of every connection: the idle ones now, the others when they are given back.</summary>
    public void Clear() => pool.Clear();

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => pool.CreateConnection();

    /// <inheritdoc/>
    protected override DbConnection OpenDbConnection()
    {
        try
        {
            return pool.OpenConnection();
        }
        catch (Exception e) when (IsConnecting(e))
        {
            throw new NotConnectedException(e);
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await pool.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsConnecting(e))
        {
            throw new NotConnectedException(e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) pool.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await pool.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }

    private static bool IsConnecting(Exception e) => e is NpgsqlException or SocketException or IOException or TimeoutException;
}
