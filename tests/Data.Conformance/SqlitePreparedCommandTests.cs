using Microsoft.Data.Sqlite;
using OrleansStorage.Data.Sqlite;
using OrleansStorage.Testing;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>Statements that stay prepared in their connection, and those that must not.</summary>
public sealed class SqlitePreparedCommandTests : IDisposable
{
    private const string Sum = "SELECT @a + 1";
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteDataSource _database;
    private readonly SqlitePooledConnection _connection;

    public SqlitePreparedCommandTests()
    {
        _database = new($"Data Source={_directory["test.db"]}");
        _connection = (SqlitePooledConnection)_database.OpenConnection();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Command_OfATextThatWasAskedBefore_RunsThePreparedOneWithItsOwnParameters()
    {
        Assert.Equal(2L, Ask(Sum, 1));
        var prepared = _connection.Take(Sum);
        _connection.Keep(prepared);

        Assert.Equal(42L, Ask(Sum, 41));

        Assert.Same(prepared, _connection.Take(Sum));
        Assert.Empty(prepared.Parameters);
    }

    [Fact]
    public void Command_ThatFailed_IsPreparedAnew()
    {
        _connection.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY)");
        const string Insert = "INSERT INTO t VALUES (@a) RETURNING n";
        Assert.Equal(1L, Ask(Insert, 1));
        Assert.Throws<SqliteException>(() => Ask(Insert, 1));

        Assert.Equal(2L, Ask(Insert, 2));
    }

    [Fact]
    public void Command_WhoseReaderIsOpen_IsNotKept()
    {
        using (var command = Command("SELECT 1 UNION SELECT @a", 2))
        {
            Assert.True(command.ExecuteReader().Read());
        }

        Assert.Equal(1L, Ask("SELECT 1 UNION SELECT @a", 2));
        _connection.Execute("CREATE TABLE made_while_nothing_is_read (n)");
    }

    [Fact]
    public void Commands_OfMoreTextsThanAreKept_AreServed()
    {
        for (var i = 0; i < 200; i++) Assert.Equal(i + 1L, Ask($"SELECT @a + 1 -- {i}", i));

        Assert.Equal(8L, Ask("SELECT @a + 1 -- 0", 7));
    }

    [Fact]
    public void Command_AfterTheTableChanged_SeesItAsItIs()
    {
        _connection.Execute("CREATE TABLE t (n)");
        _connection.Execute("INSERT INTO t VALUES (5)");
        Assert.Equal(5L, Ask("SELECT * FROM t WHERE n = @a", 5));
        _connection.Execute("DROP TABLE t");
        _connection.Execute("CREATE TABLE t (m, n)");
        _connection.Execute("INSERT INTO t VALUES (9, 5)");

        Assert.Equal(9L, Ask("SELECT * FROM t WHERE n = @a", 5));
    }

    private object? Ask(string text, long a)
    {
        using var command = Command(text, a);
        return command.ExecuteScalar();
    }

    private System.Data.Common.DbCommand Command(string text, long a)
    {
        var command = ((System.Data.Common.DbConnection)_connection).CreateCommand();
        command.CommandText = text;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@a", a);
        command.Parameters.Add(parameter);
        return command;
    }
}
