using OrleansStorage.Catalog;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>A test of the storage on an empty database of its own.</summary>
public abstract class StorageConformance(ITestDatabase database) : IAsyncLifetime
{
    protected StorageUnderTest Storage { get; private set; } = null!;

    protected ICatalog Catalog => Storage.Catalog;

    public async Task InitializeAsync() => Storage = await StorageUnderTest.OpenAsync(await database.NewAsync());

    public async Task DisposeAsync() => await Storage.DisposeAsync();

    /// <summary>Writes so many volumes, one after another.</summary>
    protected async Task<IReadOnlyList<VolumeState>> CreateAsync(int count, Func<int, VolumeState> make)
    {
        var made = Enumerable.Range(0, count).Select(make).ToList();
        foreach (var volume in made)
            await Storage.CreateAsync(volume);
        return made;
    }

    /// <summary>The page's volumes.</summary>
    protected async Task<IReadOnlyList<VolumeId>> IdsAsync(CatalogQuery query) => [.. (await Catalog.ListVolumesAsync(query, default)).Select(v => v.Id)];
}
