using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Tests;

/// <summary>Quota around a command, whatever becomes of it.</summary>
public sealed class QuotaHoldTests
{
    private static readonly QuotaReservation Reservation = new(Guid.NewGuid(), Samples.Type.Id, "t", 1, 0, 1, 1);
    private readonly List<string> _calls = [];
    private Task _commit = Task.CompletedTask;

    [Fact]
    public async Task Hold_OfACommandThatSucceeds_Commits()
    {
        Assert.Equal(7, await HoldAsync(() => Task.FromResult(7)));
        Assert.Equal(["Reserve", "Commit"], _calls);
    }

    [Fact]
    public async Task Hold_OfACommandThatIsRefused_Cancels()
    {
        await Assert.ThrowsAsync<StorageException>(() => HoldAsync(() => Task.FromException<int>(StorageError.InvalidVolume("no").ToException())));
        Assert.Equal(["Reserve", "Cancel"], _calls);
    }

    [Theory]
    [InlineData(ErrorKind.Refused, ErrorReason.ArrayRefused)]
    [InlineData(ErrorKind.Busy, ErrorReason.Busy)]
    public async Task Hold_OfACommandThatTheArrayDidNotDo_CountsAgainWhetherItIsOnRecord(ErrorKind kind, ErrorReason reason)
    {
        await Assert.ThrowsAsync<StorageException>(() => HoldAsync(() => Task.FromException<int>(new StorageError(kind, reason, "no").ToException())));
        Assert.Equal(["Reserve", "Commit", "Release"], _calls);
    }

    [Fact]
    public async Task Hold_OfACommandWithoutAnswer_LeavesThePromise()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => HoldAsync(() => Task.FromException<int>(new TimeoutException())));
        await Assert.ThrowsAsync<StorageException>(() => HoldAsync(() => Task.FromException<int>(new StorageError(ErrorKind.Unknown, ErrorReason.Unknown, "late").ToException())));
        Assert.Equal(["Reserve", "Reserve"], _calls);
    }

    [Fact]
    public async Task Hold_WhoseCommitIsLost_SucceedsAllTheSame()
    {
        _commit = Task.FromException(new TimeoutException());
        Assert.Equal(7, await HoldAsync(() => Task.FromResult(7)));
    }

    private Task<int> HoldAsync(Func<Task<int>> command)
    {
        var grain = Stub.Of(typeof(IProjectGrain), (method, _) =>
        {
            _calls.Add(method.Name);
            return method.Name == "Commit" ? _commit : Task.CompletedTask;
        });
        var grains = (IGrainFactory)Stub.Of(typeof(IGrainFactory), (_, _) => grain);
        return new QuotaHold(grains, NoFaultPoints.Instance).HoldAsync(new("p"), Reservation, command);
    }
}
