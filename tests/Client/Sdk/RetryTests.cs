using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client.Tests.Sdk;

/// <summary>What is repeated, what is not, and that a repetition names the same attachment.</summary>
public sealed class RetryTests
{
    private readonly FakeCluster _cluster = new();

    public static TheoryData<Exception> PassingErrors => new()
    {
        Some.Error(ErrorKind.Busy, ErrorReason.Busy),
        Some.Error(ErrorKind.Unreachable, ErrorReason.Unreachable),
        Some.Error(ErrorKind.Unknown, ErrorReason.Unknown),
        new TimeoutException("no answer"),
        new Orleans.Runtime.SiloUnavailableException("silo gone"),
    };

    public static TheoryData<ErrorKind, ErrorReason> LastingErrors => new()
    {
        { ErrorKind.Refused, ErrorReason.InvalidVolume },
        { ErrorKind.Refused, ErrorReason.OverQuota },
        { ErrorKind.Misuse, ErrorReason.InvalidInput },
        { ErrorKind.Bug, ErrorReason.Bug },
    };

    [Theory]
    [MemberData(nameof(PassingErrors), DisableDiscoveryEnumeration = true)]
    public async Task Attach_ThatFailedForAMoment_IsRepeatedWithTheSameAttachmentId(Exception error)
    {
        _cluster.On("CreateAttachment", (arguments, before) => before < 3 ? throw error : Some.Attachment(((CreateAttachmentRequest)arguments[0]!).Id));

        var result = await _cluster.Client().AttachAsync(Some.Volume, Some.Instance, Some.Connector());

        var ids = _cluster.CallsOf("CreateAttachment").Select(arguments => ((CreateAttachmentRequest)arguments[0]!).Id).ToArray();
        Assert.Equal(4, ids.Length);
        Assert.All(ids, id => Assert.Equal(result.Attachment.Id, id));
    }

    [Theory]
    [MemberData(nameof(LastingErrors))]
    public async Task Attach_ThatIsRefused_IsNotRepeatedAndLeavesNothing(ErrorKind kind, ErrorReason reason)
    {
        _cluster.On<AttachmentResult>("CreateAttachment", (_, _) => throw Some.Error(kind, reason)).On("DeleteAttachment", Deleted);

        var error = await Assert.ThrowsAsync<StorageException>(() => _cluster.Client().AttachAsync(Some.Volume, Some.Instance, Some.Connector()));

        Assert.Equal(kind, error.Error.Kind);
        Assert.Equal(["CreateAttachment", "DeleteAttachment"], _cluster.Story);
        Assert.Equal(((CreateAttachmentRequest)_cluster.CallsOf("CreateAttachment")[0][0]!).Id, _cluster.CallsOf("DeleteAttachment")[0][0]);
    }

    [Fact]
    public async Task Attach_WithTheCallersOwnId_IsNotTakenBackWhenItFails()
    {
        _cluster.On<AttachmentResult>("CreateAttachment", (_, _) => throw Some.Error(ErrorKind.Refused, ErrorReason.InvalidVolume));

        await Assert.ThrowsAsync<StorageException>(() => _cluster.Client().AttachAsync(Some.Volume, Some.Instance, Some.Connector(), new() { Id = AttachmentId.New() }));

        Assert.Equal(["CreateAttachment"], _cluster.Story);
    }

    [Fact]
    public async Task Call_ThatIsBusy_WaitsAsLongAsTheBackendSays()
    {
        var wish = TimeSpan.FromSeconds(7);
        _cluster.On("CompleteAttachment", (_, before) => { if (before == 0) throw Some.Error(ErrorKind.Busy, ErrorReason.Busy, wish); });

        await _cluster.Client().CompleteAsync(Some.Volume, AttachmentId.New());

        Assert.Equal([wish], _cluster.Time.Pauses);
    }

    [Fact]
    public async Task Call_ThatIsNeverAnswered_IsRepeatedAfterTheTryTimeout()
    {
        _cluster.OnTask("CreateAttachment", (arguments, before) => before == 0
            ? new TaskCompletionSource<AttachmentResult>().Task
            : Task.FromResult(Some.Attachment(((CreateAttachmentRequest)arguments[0]!).Id)));

        var result = await _cluster.Client(TimeProvider.System, options => options.TryTimeout = TimeSpan.FromMilliseconds(20)).AttachAsync(Some.Volume, Some.Instance, Some.Connector());

        Assert.All(_cluster.CallsOf("CreateAttachment"), arguments => Assert.Equal(result.Attachment.Id, ((CreateAttachmentRequest)arguments[0]!).Id));
    }

    [Fact]
    public async Task Call_ThatNeverSucceeds_EndsWithTheLastError()
    {
        _cluster.On("CompleteAttachment", (_, _) => throw Some.Error(ErrorKind.Unreachable, ErrorReason.Unreachable));

        var error = await Assert.ThrowsAsync<StorageException>(() =>
            _cluster.Client(TimeProvider.System, options => options.CallTimeout = TimeSpan.FromMilliseconds(50)).CompleteAsync(Some.Volume, AttachmentId.New()));

        Assert.Equal(ErrorKind.Unreachable, error.Error.Kind);
    }

    [Fact]
    public async Task Call_ThatIsNeverAnswered_EndsAsUnknown()
    {
        _cluster.OnTask("CompleteAttachment", (_, _) => new TaskCompletionSource().Task);

        var error = await Assert.ThrowsAsync<StorageException>(() =>
            _cluster.Client(TimeProvider.System, options => options.CallTimeout = TimeSpan.FromMilliseconds(50)).CompleteAsync(Some.Volume, AttachmentId.New()));

        Assert.Equal(ErrorKind.Unknown, error.Error.Kind);
    }

    [Fact]
    public async Task Call_WhenItsCallerGivesUp_EndsTheWaiting()
    {
        using var cancellation = new CancellationTokenSource();
        _cluster.OnTask("CompleteAttachment", (_, _) =>
        {
            cancellation.Cancel();
            return new TaskCompletionSource().Task;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cluster.Client().CompleteAsync(Some.Volume, AttachmentId.New(), cancellation.Token));
    }

    [Fact]
    public async Task Detach_WhoseFirstTryWasDoneAndLost_IsDone()
    {
        _cluster.On("DeleteAttachment", (arguments, before) => throw (before == 0 ? new TimeoutException() : StorageError.AttachmentNotFound(arguments[0]!).ToException()));

        await _cluster.Client().DetachAsync(Some.Volume, AttachmentId.New());

        Assert.Equal(2, _cluster.CallsOf("DeleteAttachment").Count);
    }

    [Fact]
    public async Task Detach_OfWhatNeverWas_IsNotFound()
    {
        _cluster.On<System.Collections.Immutable.ImmutableArray<AttachmentDescription>>("DeleteAttachment", (arguments, _) => throw StorageError.AttachmentNotFound(arguments[0]!).ToException());

        var error = await Assert.ThrowsAsync<StorageException>(() => _cluster.Client().DetachAsync(Some.Volume, AttachmentId.New()));

        Assert.Equal(ErrorReason.NotFound, error.Error.Reason);
    }

    private static System.Collections.Immutable.ImmutableArray<AttachmentDescription> Deleted(object?[] arguments, int before) => [];
}
