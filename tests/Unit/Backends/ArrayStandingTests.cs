using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansStorage.Backends;
using OrleansStorage.Drivers;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Grains.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>Whose an array is, and whether it has seen a newer record: what a backend knows before it changes anything.</summary>
public sealed class ArrayStandingTests
{
    private static readonly BackendId Id = new("host@sim#pool");
    private static readonly VolumeId Volume = VolumeId.New();
    private static readonly InstallationId Ours = InstallationId.New();
    private static readonly InstallationId Theirs = InstallationId.New();
    private readonly SimulatedDriver _driver;
    private readonly Kept _record = new();

    public ArrayStandingTests() => _driver = new(new BackendConfiguration
    {
        Name = "sim", Driver = "Simulated", Pool = "pool", DataDirectory = "unused", Options = new Dictionary<string, string>(), LoggerFactory = NullLoggerFactory.Instance, Time = TimeProvider.System,
    }, new SimulatedArray(new()));

    [Fact]
    public async Task Look_AtAnArrayOfNobody_MakesItOursAndRaisesIt()
    {
        var standing = Standing();

        await standing.LookAsync();
        await standing.LookAsync();

        Assert.Equal(RecordStanding.InStep, standing.Kind);
        Assert.Equal((new ArrayMark(Ours, 2, 1), 2L), (_driver.Array.Mark, _record.Generation));
        Assert.Null(standing.Report.Why);
    }

    [Fact]
    public async Task Look_AtAnArrayOfAnother_HoldsEverythingAndChangesNothing()
    {
        _driver.Array.Claim(Theirs, null);
        var standing = Standing();

        Assert.Contains($"claim '{Id}' --from {Theirs}", await standing.WhyHeldAsync(Volume, Fence(1, known: 0)), StringComparison.Ordinal);

        Assert.Equal((RecordStanding.Foreign, 0L), (standing.Kind, _record.Generation));
        Assert.Equal(new ArrayMark(Theirs, 0, 1), _driver.Array.Mark);
        await standing.ClaimAsync(Theirs);
        Assert.Equal((RecordStanding.InStep, Ours), (standing.Kind, _driver.Array.Mark.Owner!.Value));
    }

    [Fact]
    public async Task WhyHeld_BeforeTheArrayAnswered_HoldsEverythingUntilItDoes()
    {
        var standing = Standing();
        _driver.Faults.Once(SimulatedVerb.ReadMark, SimulatedFault.Unreachable);

        Assert.Contains("has not said yet whose it is", await standing.WhyHeldAsync(Volume, Fence(1, known: 0)), StringComparison.Ordinal);
        Assert.Null(await standing.WhyHeldAsync(Volume, Fence(1, known: 0)));
    }

    [Fact]
    public async Task Look_WhenTheArrayHasSeenANewerRecord_IsBehindUntilAnOperatorSaysOtherwise()
    {
        _driver.Array.Claim(Ours, null);
        _driver.Array.Raise(new(Ours, 9, 700));
        _driver.Array.CreateVolume(new(Volume, 1), null, Fence(5, known: 4) with { Owner = Ours });
        (_record.Generation, _record.OnRecord) = (3, 3);
        var standing = Standing();

        await standing.LookAsync();

        Assert.Equal((RecordStanding.Behind, 9L, 3L), (standing.Kind, standing.Report.ArrayGeneration, standing.Report.RecordGeneration));
        Assert.Equal(700, _record.Below);
        Assert.NotNull(await standing.WhyHeldAsync(Volume, Fence(4, known: 3)));
        Assert.Null(await standing.WhyHeldAsync(Volume, Fence(6, known: 5)));
        await standing.RecoverAsync();
        Assert.Equal((RecordStanding.InStep, 10L), (standing.Kind, _record.Generation));
        Assert.Equal(10, _driver.Array.Mark.Generation);
    }

    [Fact]
    public async Task Look_WhenAnotherActivationRaisedBoth_IsInStep()
    {
        _driver.Array.Claim(Ours, null);
        _driver.Array.Raise(new(Ours, 9, 1));
        (_record.Generation, _record.OnRecord) = (3, 9);
        var standing = Standing();

        await standing.LookAsync();

        Assert.Equal((RecordStanding.InStep, 10L), (standing.Kind, _record.Generation));
    }

    [Fact]
    public async Task Look_AfterAWriteFailed_ReadsWhatIsOnRecordBeforeItConcludes()
    {
        _driver.Array.Claim(Ours, null);
        _driver.Array.Raise(new(Ours, 9, 1));
        // It remembers what the database had before a replica that lagged took over.
        (_record.Generation, _record.OnRecord, _record.IsStale) = (9, 7, true);
        var standing = Standing();

        await standing.LookAsync();

        Assert.Equal(RecordStanding.Behind, standing.Kind);
    }

    private ArrayStanding Standing() => new(Id, _driver.Marks, _record, _record, Ours, new FakeTimeProvider(Some.Now));

    private static ArrayFence Fence(long epoch, long known) => new(OperationId.New(), epoch, DateTimeOffset.MaxValue) { Known = known };

    /// <summary>What is on record, and what an activation remembers of it.</summary>
    private sealed class Kept : IGenerations, ITargetNumbers
    {
        public long OnRecord { get; set; }

        public long Generation { get; set; }

        public bool IsStale { get; set; }

        public int Below { get; private set; } = 1;

        public Task RaiseGenerationAsync(long generation)
        {
            Generation = OnRecord = generation;
            return Task.CompletedTask;
        }

        public Task ReloadAsync()
        {
            (Generation, IsStale) = (OnRecord, false);
            return Task.CompletedTask;
        }

        public Task ReserveAsync(int below)
        {
            Below = below;
            return Task.CompletedTask;
        }
    }
}
