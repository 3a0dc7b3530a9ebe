using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Kit;

/// <summary>
/// What every driver must keep: derive from it, make an array, and run. Calls come as the backend grain makes them (see <see cref="KitCaller"/>). Checks by subject: volumes, exports,
/// connections, each in a file of its own.
/// </summary>
public abstract partial class DriverConformanceTests : IAsyncLifetime
{
    private IArrayUnderTest _array = null!;
    private KitCaller _calls = null!;

    /// <summary>A new, empty array with its driver started.</summary>
    protected abstract Task<IArrayUnderTest> StartArrayAsync();

    public async Task InitializeAsync()
    {
        _array = await StartArrayAsync();
        _calls = new KitCaller(_array.Driver);
    }

    public async Task DisposeAsync() => await _array.DisposeAsync();

    private static ArrayVolume NewVolume(int sizeGiB = 1) => new(VolumeId.New(), sizeGiB);

    private static readonly KitHost A = KitHost.Number(1);
    private static readonly KitHost B = KitHost.Number(2);

    private async Task<ArrayVolume> MakeVolume(int sizeGiB = 1)
    {
        var volume = NewVolume(sizeGiB);
        (await _calls.Create(volume)).MustBeDone(Found.Nothing);
        return volume;
    }

    /// <summary>The exports that the array shows now, sorted.</summary>
    private async Task<string[]> Exports() =>
        [.. (await _array.Driver.Exports.ListExportsAsync(default)).MustBeDone().Select(e => e.Text()).Order(StringComparer.Ordinal)];

    private async Task MustNotChange(Func<Task> act)
    {
        var (before, mutations) = (await _array.DescribeAsync(), _array.MutationCount);
        await act();
        Assert.Equal(before, await _array.DescribeAsync());
        Assert.Equal(mutations, _array.MutationCount);
    }
}
