using System.Security.Cryptography;
using Dapper;
using OrleansStorage.Data.Schema;
using OrleansStorage.Data.Secrets;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>The schema is applied once, however often and by however many.</summary>
public abstract class SchemaConformance(ITestDatabase database)
{
    [Fact]
    public async Task ApplySchema_Twice_KeepsWhatIsThere()
    {
        await using var storage = await StorageUnderTest.OpenAsync(await database.NewAsync());
        var record = await storage.CreateAsync(Volumes.New());

        await storage.Database.ApplySchemaAsync();

        Assert.True((await storage.ReadAsync(record.State.Id)).RecordExists);
        Assert.Single(await storage.Catalog.ListVolumesAsync(new(), default));
    }

    [Fact]
    public async Task ApplySchema_ByFourAtOnce_IsAppliedOnce()
    {
        var options = await database.NewAsync();
        var databases = Enumerable.Range(0, 4).Select(_ => Database.Open(options)).ToArray();

        await Task.WhenAll(databases.Select(d => d.ApplySchemaAsync()));

        foreach (var opened in databases)
            await opened.DisposeAsync();
        await using var storage = await StorageUnderTest.OpenAsync(options);
        await storage.CreateAsync(Volumes.New());
        Assert.Single(await storage.Catalog.ListVolumesAsync(new(), default));
    }

    [Theory]
    [InlineData("UPDATE storage_schema SET digest = 'another' WHERE version = 2")]
    [InlineData("ALTER TABLE storage_schema DROP COLUMN digest")]
    public async Task ApplySchema_ToADatabaseOfOtherScripts_RefusesAndNamesTheScript(string made)
    {
        await using var storage = await StorageUnderTest.OpenAsync(await database.NewAsync());
        await storage.Database.Dialect.RunAsync(c => c.ExecuteAsync(made), default);

        var refused = await Assert.ThrowsAsync<SchemaException>(() => storage.Database.ApplySchemaAsync());

        Assert.Matches("another 00[12]_[a-z]+ than this version's", refused.Message);
    }

    [Fact]
    public async Task Open_AfterARestart_FindsEverything()
    {
        var options = await database.NewAsync();
        var volume = Volumes.New();
        await using (var first = await StorageUnderTest.OpenAsync(options))
            await first.CreateAsync(volume);

        await using var second = await StorageUnderTest.OpenAsync(options);

        Assert.Equal(volume.Id, (await second.ReadAsync(volume.Id)).State.Id);
        Assert.Equal(volume.Id, Assert.Single(await second.Catalog.ListVolumesAsync(new(), default)).Id);
    }

    [Fact]
    public async Task CheckSecretsKey_OfSilosWithOneKeyAndOfOneWithAnother_RefusesThatOne()
    {
        await using var opened = Database.Open(await database.NewAsync());
        await opened.ApplySchemaAsync();
        var key = RandomNumberGenerator.GetBytes(AesSecretSealer.KeyLengthBytes);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => opened.CheckSecretsKeyAsync(new AesSecretSealer(key))));

        await Assert.ThrowsAsync<SecretsKeyException>(() => opened.CheckSecretsKeyAsync(new AesSecretSealer(RandomNumberGenerator.GetBytes(AesSecretSealer.KeyLengthBytes))));
    }

    [Fact]
    public async Task WhyNotWritable_OfADatabaseThatTakesWrites_IsNull()
    {
        await using var opened = Database.Open(await database.NewAsync());
        await opened.CheckServerAsync();
        await opened.ApplySchemaAsync();

        Assert.Null(await opened.WhyNotWritableAsync());
    }
}
