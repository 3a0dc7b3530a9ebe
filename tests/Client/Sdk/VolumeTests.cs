using OrleansStorage.Errors;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client.Tests.Sdk;

/// <summary>Quota and types around the making, growing and removing of volumes.</summary>
public sealed class VolumeTests
{
    private readonly FakeCluster _cluster = new();

    public VolumeTests() => _cluster
        .On("GetState", (_, _) => (VolumeDescription?)null)
        .On("Reserve", (_, _) => { })
        .On("Commit", (_, _) => { })
        .On("Cancel", (_, _) => { });

    [Fact]
    public async Task CreateVolume_WithinQuota_ReservesCreatesAndCommits()
    {
        AnswerState(types: true, null);
        _cluster.On("Create", (_, _) => Some.Description(VolumeStatus.Creating, 3));

        await _cluster.Client().CreateVolumeAsync(new() { Id = Some.Volume, SizeGiB = 3 });

        Assert.Equal(["GetState", "GetState", "Reserve", "Create", "Commit"], _cluster.Story);
        var reservation = (QuotaReservation)_cluster.CallsOf("Reserve").Single()[0]!;
        Assert.Equal((Some.Volume.Value, 1, 3, Some.Type.Id), (reservation.Holder, reservation.Volumes, reservation.SizeGiB, reservation.TypeId));
    }

    [Fact]
    public async Task CreateVolume_OverQuota_IsRefusedBeforeAnythingIsMade()
    {
        AnswerState(types: true, null);
        _cluster.On("Reserve", (_, _) => throw Some.Error(ErrorKind.Refused, ErrorReason.OverQuota));

        await Assert.ThrowsAsync<StorageException>(() => _cluster.Client().CreateVolumeAsync(new() { SizeGiB = 3 }));

        Assert.DoesNotContain("Create", _cluster.Story);
    }

    [Fact]
    public async Task CreateVolume_ThatTheGrainRefuses_GivesItsPromiseBack()
    {
        AnswerState(types: true, null);
        _cluster.On<VolumeDescription>("Create", (_, _) => throw Some.Error(ErrorKind.Refused, ErrorReason.InvalidInput));

        await Assert.ThrowsAsync<StorageException>(() => _cluster.Client().CreateVolumeAsync(new() { SizeGiB = 3 }));

        Assert.Equal(["Reserve", "Create", "Cancel"], _cluster.Story.TakeLast(3));
    }

    [Fact]
    public async Task CreateVolume_OfAnIdThatExists_PromisesNothingAgain()
    {
        AnswerState(types: false, Some.Description());

        var volume = await _cluster.Client().CreateVolumeAsync(new() { Id = Some.Volume, SizeGiB = 1 });

        Assert.Equal(Some.Volume, volume.Id);
        Assert.Equal(["GetState"], _cluster.Story);
    }

    [Fact]
    public async Task CreateVolume_OfAnUnknownType_IsNotFound()
    {
        AnswerState(types: true, null);

        var error = await Assert.ThrowsAsync<StorageException>(() => _cluster.Client().CreateVolumeAsync(new() { SizeGiB = 1, Type = "nope" }));

        Assert.Equal(ErrorReason.NotFound, error.Error.Reason);
    }

    [Fact]
    public async Task DeleteVolume_WhoseFirstTryWasDoneAndLost_IsDone()
    {
        AnswerState(types: false, Some.Description(VolumeStatus.Deleting));
        _cluster.On("Delete", (_, before) => throw (before == 0 ? new TimeoutException() : Some.Error(ErrorKind.Refused, ErrorReason.InvalidVolume)));

        await _cluster.Client().DeleteVolumeAsync(Some.Volume);

        Assert.Equal(2, _cluster.CallsOf("Delete").Count);
    }

    [Fact]
    public async Task GetVolume_OfAnotherProject_IsNull()
    {
        AnswerState(types: false, Some.Description() with { ProjectId = new("other") });

        Assert.Null(await _cluster.Client().GetVolumeAsync(Some.Volume));
    }

    /// <summary>Types and volumes are both read by a method of that name; the volume is read first.</summary>
    private void AnswerState(bool types, VolumeDescription? volume) => _cluster.OnTask("GetState", (_, before) =>
        types && before > 0 ? Task.FromResult(Some.Types) : Task.FromResult(volume));
}
