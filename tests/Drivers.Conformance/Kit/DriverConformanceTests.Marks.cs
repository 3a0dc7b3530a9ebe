using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Kit;

public abstract partial class DriverConformanceTests
{
    [Fact]
    public async Task Mark_OfANewArray_BelongsToNobody() => (await _array.Driver.Marks.ReadAsync(default)).MustBeDone(ArrayMark.None);

    [Fact]
    public async Task Claim_ByManyAtOnce_GivesTheArrayToOne()
    {
        var claimants = Enumerable.Range(0, 20).Select(_ => InstallationId.New()).ToList();

        var claims = await Task.WhenAll(claimants.Select(c => _array.Driver.Marks.ClaimAsync(c, null, default)));

        var owner = Assert.Single(claims, c => c.IsDone).Value!.Owner!.Value;
        Assert.All(claims.Where(c => !c.IsDone), Outcomes.MustBeRefused);
        Assert.Equal(owner, (await _array.Driver.Marks.ReadAsync(default)).MustBeDone().Owner);
        (await _array.Driver.Marks.ClaimAsync(owner, null, default)).MustBeDone();
    }

    [Fact]
    public async Task Claim_FromSomebodyElse_TakesNothingOverUnlessHeIsTheOwner()
    {
        var (first, second) = (InstallationId.New(), InstallationId.New());
        (await _array.Driver.Marks.ClaimAsync(first, null, default)).MustBeDone();
        (await _array.Driver.Marks.RaiseAsync(new(first, 7, 300), default)).MustBeDone(new ArrayMark(first, 7, 300));

        (await _array.Driver.Marks.ClaimAsync(second, null, default)).MustBeRefused();
        (await _array.Driver.Marks.ClaimAsync(second, InstallationId.New(), default)).MustBeRefused();
        (await _array.Driver.Marks.ReadAsync(default)).MustBeDone(new ArrayMark(first, 7, 300));
        // The generations of another's record say nothing of its own; numbers that were given stay given.
        (await _array.Driver.Marks.ClaimAsync(second, first, default)).MustBeDone(new ArrayMark(second, 0, 300));
    }

    [Fact]
    public async Task Raise_ToLess_LowersNothing()
    {
        var owner = InstallationId.New();
        (await _array.Driver.Marks.ClaimAsync(owner, null, default)).MustBeDone();
        (await _array.Driver.Marks.RaiseAsync(new(owner, 7, 5), default)).MustBeDone(new ArrayMark(owner, 7, 5));

        (await _array.Driver.Marks.RaiseAsync(new(owner, 3, 9), default)).MustBeDone(new ArrayMark(owner, 7, 9));
        (await _array.Driver.Marks.RaiseAsync(new(InstallationId.New(), 99, 99), default)).MustBeRefused();
        (await _array.Driver.Marks.RaiseAsync(new(null, 99, 99), default)).MustBeRefused();
        (await _array.Driver.Marks.ReadAsync(default)).MustBeDone(new ArrayMark(owner, 7, 9));
    }

    [Fact]
    public async Task EveryVerb_OfAnotherOwnerOrOfNone_IsRefusedAndChangesNothing()
    {
        _calls.Owner = InstallationId.New();
        (await _array.Driver.Marks.ClaimAsync(_calls.Owner.Value, null, default)).MustBeDone();
        var volume = await MakeVolume();
        (await _calls.Export(volume, A)).MustBeDone();
        foreach (var other in new InstallationId?[] { InstallationId.New(), null })
        {
            _calls.Owner = other;
            await MustNotChange(async () =>
            {
                (await _calls.Create(NewVolume())).MustBeRefused();
                (await _calls.Extend(volume with { SizeGiB = 2 })).MustBeRefused();
                (await _calls.CreateSnapshot(volume, SnapshotId.New())).MustBeRefused();
                (await _calls.Export(volume, B)).MustBeRefused();
                (await _calls.Unexport(volume, A)).MustBeRefused();
                (await _calls.Delete(volume)).MustBeRefused();
            });
        }
    }

    [Fact]
    public async Task Mark_AfterARestart_IsKeptWithTheEpochs()
    {
        _calls.Owner = InstallationId.New();
        (await _array.Driver.Marks.ClaimAsync(_calls.Owner.Value, null, default)).MustBeDone();
        var volume = await MakeVolume();
        (await _calls.Export(volume, A)).MustBeDone();
        (await _array.Driver.Marks.RaiseAsync(new(_calls.Owner, 3, 2), default)).MustBeDone();
        var seen = Assert.Single((await _array.Driver.Marks.ListEpochsAsync(default)).MustBeDone());

        await _array.RestartAsync();

        (await _array.Driver.Marks.ReadAsync(default)).MustBeDone(new ArrayMark(_calls.Owner, 3, 2));
        Assert.Equal(seen, Assert.Single((await _array.Driver.Marks.ListEpochsAsync(default)).MustBeDone()));
    }

    [Fact]
    public async Task Epochs_OfEveryCall_AreKeptWithTheirOperation()
    {
        var volume = await MakeVolume();
        var fence = _calls.Fence();
        (await _array.Driver.Exports.CreateExportAsync(volume, _calls.Spec(volume, A), fence, default)).MustBeDone();

        Assert.Equal([new SeenEpoch(volume.Id, fence.Epoch, fence.OperationId)], (await _array.Driver.Marks.ListEpochsAsync(default)).MustBeDone());
    }

    [Fact]
    public async Task RemoveExport_UnlessInUse_EndsNoSession()
    {
        var volume = await MakeVolume();
        var export = (await _calls.Export(volume, A)).MustBeDone();
        (await _calls.Export(volume, B)).MustBeDone();
        await using var session = await _array.OpenSessionAsync(volume, A, export.Location);

        (await _calls.UnexportUnlessInUse(volume, A)).MustBeRefused();

        Assert.Equal(1, Assert.Single((await _array.Driver.Exports.ListExportsAsync(default)).MustBeDone(), e => e.Initiator == A.Connector.Initiator).Sessions);
        (await _calls.UnexportUnlessInUse(volume, B)).MustBeDone(Found.Whole);
    }
}
