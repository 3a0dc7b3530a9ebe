using Dapper;
using Microsoft.Data.Sqlite;
using OrleansStorage.Errors;
using OrleansStorage.Testing;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>SQLite as it fails: a full disk and a lock are told as what they are, surely nothing is done, and all heals without a restart.</summary>
public sealed class SqliteFailureTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Write_WithoutSpace_SaysSoUntilThereIsSpace()
    {
        await using var storage = await OpenAsync();
        // SQLite answers to its own limit what it answers to a disk that is full.
        await storage.Database.Dialect.ExecuteAsync("PRAGMA max_page_count = 1", new { }, default);

        StorageError? error = null;
        for (var i = 0; error is null; i++)
        {
            Assert.True(i < 1_000, "The disk did not get full.");
            error = await ErrorOfAsync(storage.CreateAsync(Volumes.New()));
        }

        Assert.Equal((ErrorKind.Busy, ErrorReason.Database), (error.Kind, error.Reason));
        Assert.Contains("no space left", error.Message, StringComparison.Ordinal);
        Assert.Contains("no space left", await storage.Database.WhyNotWritableAsync(), StringComparison.Ordinal);

        await storage.Database.Dialect.ExecuteAsync("PRAGMA max_page_count = 1000000", new { }, default);
        await Eventually.Is("readiness says that writes are done", async () => await storage.Database.WhyNotWritableAsync() is null);
        await storage.CreateAsync(Volumes.New());
    }

    [Fact]
    public async Task Write_WhileAnotherHoldsTheLock_IsBusyForAllWhoWait()
    {
        await using var storage = await OpenAsync();
        await using var other = new SqliteConnection($"Data Source={_directory["storage.db"]};Pooling=False");
        await other.OpenAsync();
        await other.ExecuteAsync("BEGIN IMMEDIATE");

        var errors = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ErrorOfAsync(storage.CreateAsync(Volumes.New()))));

        Assert.All(errors, e => Assert.Equal((ErrorKind.Busy, ErrorReason.Database), (e?.Kind, e?.Reason)));
        await other.ExecuteAsync("ROLLBACK");
        await Eventually.Is("readiness says that writes are done", async () => await storage.Database.WhyNotWritableAsync() is null);
        Assert.Empty(await storage.Catalog.ListVolumesAsync(new(), default));
    }

    private Task<StorageUnderTest> OpenAsync() => StorageUnderTest.OpenAsync(new() { DataDirectory = _directory.FullPath });

    private static async Task<StorageError?> ErrorOfAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (StorageException e)
        {
            return e.Error;
        }
    }
}
