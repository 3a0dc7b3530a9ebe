using Npgsql;
using OrleansStorage.Errors;
using OrleansStorage.Testing;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>PostgreSQL as it fails: each cause is told as what it is, readiness says what a write would meet, and all heals without a restart.</summary>
public sealed class PostgreSqlFailureTests : IAsyncLifetime
{
    private readonly PostgreSqlServer _server = new("max_connections=12", "hot_standby=on");

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Write_WhileTheServerIsReadOnly_IsBusyAndReadsGoOn()
    {
        await using var storage = await OpenAsync(await _server.NewDatabaseAsync());
        var volume = await storage.CreateAsync(Volumes.New());
        await _server.SetReadOnlyAsync(true);
        await Eventually.Is("readiness says that no write is done", async () => await storage.Database.WhyNotWritableAsync() is not null);

        AssertUntouched(await ErrorOfAsync(storage.WriteAsync(volume)), "takes no writes");
        AssertUntouched(await ErrorOfAsync(storage.Keys.RemoveExpiredAsync(DateTimeOffset.UtcNow, 1, default)), "takes no writes");
        Assert.Single(await storage.Catalog.ListVolumesAsync(new(), default));

        await _server.SetReadOnlyAsync(false);
        await Eventually.Is("readiness says that writes are done", async () => await storage.Database.WhyNotWritableAsync() is null);
        await storage.WriteAsync(volume);
    }

    [Fact]
    public async Task Write_AfterASwitchoverBehindOneAddress_FindsTheNewPrimary()
    {
        await using var standby = new Ended(await _server.StartStandbyAsync());
        await using var address = new TcpForwarder(_server.Port);
        await using var storage = await OpenAsync((await _server.NewDatabaseAsync()).Replace($"Port={_server.Port}", $"Port={address.Port}", StringComparison.Ordinal));
        var volume = await storage.CreateAsync(Volumes.New());
        await Eventually.Is("the standby has the volume", async () => await HasAsync(standby.Server, "test1", "SELECT count(*) FROM volumes"));

        await _server.SetReadOnlyAsync(true);
        await standby.Server.PromoteAsync();
        address.LeadTo(standby.Server.Port);

        await Eventually.Is("readiness says that writes are done", async () => await storage.Database.WhyNotWritableAsync() is null);
        await storage.WriteAsync(volume);
        Assert.True(await HasAsync(standby.Server, "test1", "SELECT count(*) FROM storage_probe"));
    }

    [Fact]
    public async Task Write_WithoutAConnectionLeft_IsBusy()
    {
        var connectionString = await _server.NewDatabaseAsync();
        await using var storage = await OpenAsync(connectionString + ";Pooling=false");
        await using var others = new NpgsqlDataSourceBuilder(connectionString + ";Pooling=false").Build();
        var taken = new List<NpgsqlConnection>();
        try
        {
            while (true) taken.Add(await others.OpenConnectionAsync());
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            AssertUntouched(await ErrorOfAsync(storage.CreateAsync(Volumes.New())), "no more connections");
        }
        foreach (var connection in taken) await connection.DisposeAsync();
        await Eventually.Is("a connection is had again", async () => await storage.Database.WhyNotWritableAsync() is null);
    }

    [Fact]
    public async Task Write_WithTheOwnPoolUsedUp_IsBusy()
    {
        await using var storage = await OpenAsync(await _server.NewDatabaseAsync() + ";Maximum Pool Size=1;Timeout=1");
        await using var taken = await storage.Database.Dialect.DataSource.OpenConnectionAsync();

        AssertUntouched(await ErrorOfAsync(storage.CreateAsync(Volumes.New())), "no more connections");
    }

    [Fact]
    public async Task Write_WhileTheServerIsDown_IsBusyAndHealsWithIt()
    {
        await using var storage = await OpenAsync(await _server.NewDatabaseAsync());
        var volume = await storage.CreateAsync(Volumes.New());
        await _server.CrashAsync();
        await Eventually.Is("readiness says that no write is done", async () => await storage.Database.WhyNotWritableAsync() is not null);

        AssertUntouched(await ErrorOfAsync(storage.WriteAsync(volume)), "cannot be reached");
        AssertUntouched(await ErrorOfAsync(storage.Catalog.ListVolumesAsync(new(), default)), "cannot be reached");

        await _server.StartAsync();
        await Eventually.Is("readiness says that writes are done", async () => await storage.Database.WhyNotWritableAsync() is null);
        await storage.WriteAsync(volume);
    }

    [Theory]
    [InlineData("Host=nowhere.invalid")]
    [InlineData("Host=127.0.0.1:1,127.0.0.1:2;Target Session Attributes=primary")]
    public async Task Write_ToAHostThatIsNot_IsBusy(string hosts)
    {
        await using var database = Database.Open(new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = hosts + ";Username=x;Database=x" });

        AssertUntouched(await ErrorOfAsync(database.Dialect.WriteAsync("SELECT 1", new { }, default)), "cannot be reached");
    }

    [Fact]
    public async Task Write_WithoutSpace_SaysSoUntilThereIsSpace()
    {
        var connectionString = await _server.NewDatabaseAsync();
        await using var storage = await OpenAsync(connectionString);
        await _server.ExecuteAsync("""
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON orleansstorage FOR EACH ROW EXECUTE FUNCTION full_disk();
            CREATE TRIGGER full_disk BEFORE UPDATE ON storage_probe FOR EACH ROW WHEN (NEW.filler IS NOT NULL) EXECUTE FUNCTION full_disk();
            """, "test1");
        Assert.Null(await storage.Database.WhyNotWritableAsync());

        AssertUntouched(await ErrorOfAsync(storage.CreateAsync(Volumes.New())), "no space left");
        await Eventually.Is("readiness says so", async () => await storage.Database.WhyNotWritableAsync() is { } why && why.Contains("no space left", StringComparison.Ordinal));

        await _server.ExecuteAsync("DROP TRIGGER full_disk ON orleansstorage; DROP TRIGGER full_disk ON storage_probe", "test1");
        await Eventually.Is("readiness says that writes are done", async () => await storage.Database.WhyNotWritableAsync() is null);
        await storage.CreateAsync(Volumes.New());
    }

    [Fact]
    public async Task WhyNotWritable_OfAFrozenServer_AnswersAndReadsEndWithTheirCaller()
    {
        await using var storage = await OpenAsync(await _server.NewDatabaseAsync());
        var volume = await storage.CreateAsync(Volumes.New());
        await _server.FreezeAsync();
        try
        {
            Assert.Contains("does not answer", await storage.Database.WhyNotWritableAsync(), StringComparison.Ordinal);
            using var given = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.Catalog.ListVolumesAsync(new(), given.Token));
            var error = await ErrorOfAsync(storage.WriteAsync(volume));
            Assert.Equal(ErrorReason.Database, error.Reason);
            Assert.Contains("does not answer", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await _server.ThawAsync();
        }
        await Eventually.Is("readiness says that writes are done", async () => await storage.Database.WhyNotWritableAsync() is null, TimeSpan.FromSeconds(30));
    }

    private static Task<StorageUnderTest> OpenAsync(string connectionString) => StorageUnderTest.OpenAsync(new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = connectionString });

    private static async Task<StorageError> ErrorOfAsync(Task call) => (await Assert.ThrowsAsync<StorageException>(() => call)).Error;

    private static void AssertUntouched(StorageError error, string says)
    {
        Assert.Equal((ErrorKind.Busy, ErrorReason.Database), (error.Kind, error.Reason));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.RetryAfter);
    }

    private static async Task<bool> HasAsync(PostgreSqlServer server, string database, string count)
    {
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={server.Port};Username=postgres;Database={database};Pooling=false");
        await using var command = source.CreateCommand(count);
        try
        {
            return (long)(await command.ExecuteScalarAsync())! > 0;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName)
        {
            return false; // It has not followed so far yet.
        }
    }

    private sealed class Ended(PostgreSqlServer server) : IAsyncDisposable
    {
        public PostgreSqlServer Server => server;

        public async ValueTask DisposeAsync() => await server.DisposeAsync();
    }
}
