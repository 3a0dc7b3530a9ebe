using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Drivers;
using OrleansStorage.Faults;
using OrleansStorage.Grains.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>No array is told a target number that is not on record: a backend that is lost then would give it again.</summary>
public sealed class TargetNumbersTests : ITargetNumbers, ISecretSealer
{
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly NumberingDriver _driver = new();
    private readonly BackendProcess _process;
    private readonly Queue<TaskCompletionSource> _writes = new([new(), new()]);
    private int _asked;
    private bool _areKnown = true;
    private bool _isSecretDamaged;

    public TargetNumbersTests() => _process = new(new("array"), _driver, this, this, OperationTimeouts.Default, new FakeTimeProvider(Some.Now), NoFaultPoints.Instance, TimeSpan.Zero);

    bool ITargetNumbers.AreKnown => _areKnown;

    /// <inheritdoc/>
    public int Below { get; private set; } = 1;

    // As the grain does: what is remembered is ahead of the record while it is written.
    async Task ITargetNumbers.ReserveAsync(int below)
    {
        (var before, Below) = (Below, below);
        Interlocked.Increment(ref _asked);
        try
        {
            await _writes.Dequeue().Task;
        }
        catch
        {
            Below = before;
            throw;
        }
    }

    [Fact]
    public async Task CreateExport_WhileNumbersAreWritten_WaitsForTheRecord()
    {
        var write = _writes.Peek();
        var first = Export(1);
        await Soon.Holds(() => Volatile.Read(ref _asked) == 1, "a block of numbers is being written");
        var second = Export(2);
        write.SetException(new IOException("The database is away."));

        await Assert.ThrowsAsync<IOException>(() => Soon.Happens(first, "the first export ended"));
        await Assert.ThrowsAsync<IOException>(() => Soon.Happens(second, "the second export ended"));
        Assert.Empty(_driver.Numbers);
    }

    [Fact]
    public async Task CreateExport_AfterNumbersCouldNotBeWritten_WritesAgainAndGivesEachOnce()
    {
        _writes.Dequeue();
        _writes.Peek().SetResult();

        await Soon.Happens(Task.WhenAll(Enumerable.Range(1, 20).Select(Export)), "every export is made");

        Assert.Equal(Enumerable.Range(1, 20), _driver.Numbers.Order());
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task CreateExport_WhileNobodyKnowsWhichNumbersWereGiven_IsRefusedAndGivesNone()
    {
        _areKnown = false;

        var outcome = await Soon.Happens(Export(1), "the export was refused");

        Assert.Equal(OutcomeKind.Refused, outcome.Kind);
        Assert.Empty(_driver.Numbers);
    }

    [Fact]
    public async Task CreateExport_WhoseSecretCannotBeOpened_IsRefusedBeforeTheArrayIsAsked()
    {
        _isSecretDamaged = true;

        var outcome = await Soon.Happens(Export(1), "the export was refused");

        Assert.Equal(OutcomeKind.Refused, outcome.Kind);
        Assert.Contains("doctor", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(_driver.Numbers);
    }

    SealedSecret ISecretSealer.NewSecret() => throw new NotSupportedException();

    SealedSecret ISecretSealer.Seal(Secret secret) => throw new NotSupportedException();

    Secret ISecretSealer.Open(SealedSecret secret) => _isSecretDamaged ? throw new CryptographicException("The sealed secret is damaged.") : new("secret");

    private Task<ArrayOutcome<ArrayExport>> Export(int n) => Task.Factory.StartNew(() => _process.CreateExportAsync(new()
    {
        Volume = new(VolumeId.New(), 1),
        Connector = new Connector { Host = $"host{n}", Initiator = $"iqn.host{n}" },
        Fence = new(OperationId.New(), 1, Some.Now + TimeSpan.FromMinutes(1)),
        Project = Some.Project,
        ChapSecret = new("sealed"),
    }), CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();
}
