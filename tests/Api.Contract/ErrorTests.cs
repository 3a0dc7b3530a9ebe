using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §3, §9 and DESIGN §9: what each of the product's errors is on the wire. See <see cref="Differences.UnknownAndBusyHaveTheirOwnStatus"/>.</summary>
public sealed class ErrorTests : IAsyncLifetime
{
    private const string Attachments = "/v3/attachments";
    private static readonly Guid Volume = Guid.NewGuid();
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = await Samples.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData(ErrorReason.InvalidInput, 400, "badRequest")]
    [InlineData(ErrorReason.InvalidVolume, 400, "badRequest")]
    [InlineData(ErrorReason.InvalidSnapshot, 400, "badRequest")]
    [InlineData(ErrorReason.InvalidVolumeType, 400, "badRequest")]
    [InlineData(ErrorReason.NotFound, 404, "itemNotFound")]
    [InlineData(ErrorReason.Conflict, 409, "conflictingRequest")]
    [InlineData(ErrorReason.Forbidden, 403, "forbidden")]
    public async Task Refusal_IsToldAsItIs(ErrorReason reason, int status, string fault)
    {
        _api.On("IVolumeGrain.Reserve", _ => Task.FromException(StorageError.Refused(reason, "why").ToException()));
        (await ActAsync("""{"os-reserve":null}""")).ExpectFault(status, fault, "why");
    }

    [Fact]
    public async Task OverQuota_Has413AndRetryAfterZero()
    {
        _api.On("IVolumeGrain.Reserve", _ => Task.FromException(StorageError.Refused(ErrorReason.OverQuota, "VolumeLimitExceeded: why").ToException()));
        var answer = await ActAsync("""{"os-reserve":null}""");
        answer.ExpectFault(413, "overLimit", "VolumeLimitExceeded: why");
        Assert.Equal(("0", "0"), (answer.Header("Retry-After"), answer.Json.GetProperty("overLimit").GetProperty("retryAfter").GetString()));
    }

    [Fact]
    public async Task Busy_Has503AndWhenToRepeat()
    {
        _api.On("IVolumeGrain.InitializeConnection", _ => Task.FromException<ConnectionInfo>(new StorageError(ErrorKind.Busy, ErrorReason.Busy, "queue", TimeSpan.FromSeconds(2.5)).ToException()));
        var answer = await ActAsync("""{"os-initialize_connection":{"connector":{"host":"h"}}}""");
        answer.ExpectFault(503, "serviceUnavailable", "queue");
        Assert.Equal("3", answer.Header("Retry-After"));
        Assert.False(answer.Json.GetProperty("serviceUnavailable").TryGetProperty("queue_length", out _));
    }

    [Fact]
    public async Task Busy_BecauseOfTheQueue_SaysItsLengthAndTheWait()
    {
        var busy = new StorageError(ErrorKind.Busy, ErrorReason.Busy, "queue", TimeSpan.FromSeconds(16.2), new QueuePlace(2600, 2601, TimeSpan.FromSeconds(16.2)));
        _api.On("IVolumeGrain.InitializeConnection", _ => Task.FromException<ConnectionInfo>(busy.ToException()));
        var answer = await ActAsync("""{"os-initialize_connection":{"connector":{"host":"h"}}}""");
        answer.ExpectFault(503, "serviceUnavailable", "queue");
        var fault = answer.Json.GetProperty("serviceUnavailable");
        Assert.Equal(("17", 2600, 16_200), (answer.Header("Retry-After"), fault.GetProperty("queue_length").GetInt32(), fault.GetProperty("estimated_wait_ms").GetInt32()));
    }

    [Theory]
    [InlineData(ErrorKind.Unreachable, ErrorReason.Unreachable, 500, "Unable to fetch connection information from backend.")]
    [InlineData(ErrorKind.Refused, ErrorReason.ArrayRefused, 500, "Unable to fetch connection information from backend.")]
    [InlineData(ErrorKind.Unknown, ErrorReason.Unknown, 504, "why")]
    public async Task InitializeConnection_WhenTheArrayFails_HasCindersWords(ErrorKind kind, ErrorReason reason, int status, string message)
    {
        _api.On("IVolumeGrain.InitializeConnection", _ => Task.FromException<ConnectionInfo>(new StorageError(kind, reason, "why").ToException()));
        (await ActAsync("""{"os-initialize_connection":{"connector":{"host":"h"}}}""")).ExpectFault(status, "computeFault", message);
    }

    [Theory]
    [InlineData(ErrorKind.Unreachable, ErrorReason.Unreachable, 500, "computeFault", "Unable to create attachment for volume (why).")]
    [InlineData(ErrorKind.Refused, ErrorReason.ArrayRefused, 500, "computeFault", "Unable to create attachment for volume (why).")]
    [InlineData(ErrorKind.Refused, ErrorReason.InvalidVolume, 400, "badRequest", "why")]
    [InlineData(ErrorKind.Refused, ErrorReason.NotFound, 404, "itemNotFound", "why")]
    [InlineData(ErrorKind.Busy, ErrorReason.Busy, 503, "serviceUnavailable", "why")]
    [InlineData(ErrorKind.Unknown, ErrorReason.Unknown, 504, "computeFault", "why")]
    public async Task AttachmentCreate_ThatFails_IsWrappedUnlessRefused(ErrorKind kind, ErrorReason reason, int status, string fault, string message)
    {
        _api.On("IVolumeGrain.CreateAttachment", _ => Task.FromException<AttachmentResult>(new StorageError(kind, reason, "why").ToException()));
        var answer = await _api.SendAsync("POST", Attachments, $$$"""{"attachment":{"volume_uuid":"{{{Volume}}}"}}""", headers: ("OpenStack-API-Version", "volume 3.54"));
        answer.ExpectFault(status, fault, message);
    }

    [Theory]
    [InlineData("""{"initiator":"iqn.1"}""", "Invalid input received: Invalid value for 'connector.host': it is required.")]
    [InlineData("""{"host":""}""", "Invalid input received: Invalid value for 'connector.host': it is required.")]
    [InlineData("""{"host":7}""", "Invalid input received: Invalid value for 'connector.host': a text is expected.")]
    [InlineData("""{"host":"h","wwpns":"x"}""", "Invalid input received: Invalid value for 'connector.wwpns': a list of texts is expected.")]
    [InlineData("""{"host":"h","multipath":3}""", "Invalid input received: Invalid value for 'connector.multipath': a boolean is expected.")]
    [InlineData("""{"host":"h","mode":"x"}""", "Invalid input received: Invalid value for 'connector.mode': 'rw' or 'ro' is expected.")]
    public async Task Connector_ThatIsWrong_IsToldWhichField(string connector, string message)
    {
        // Differences.ConnectorErrorsNameTheField
        (await ActAsync($$$$"""{"os-initialize_connection":{"connector":{{{{connector}}}}}}""")).ExpectFault(400, "badRequest", message);
        Assert.DoesNotContain(_api.Calls, call => call.Method.StartsWith("IVolumeGrain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Detach_OfNull_MeansNoAttachment()
    {
        // Differences.DetachTakesNull
        _api.On("IVolumeGrain.Detach", _ => Task.CompletedTask);
        Assert.Equal(202, (await ActAsync("""{"os-detach":null}""")).Status);
        Assert.Null(_api.Calls.Single(call => call.Method == "IVolumeGrain.Detach").Arguments[0]);
    }

    [Fact]
    public async Task Detach_OfAnIdThatIsNotOnRecord_IsAcceptedAndAsksTheVolumeForThatVeryOne()
    {
        var id = Guid.NewGuid();
        _api.On("IVolumeGrain.Detach", _ => Task.CompletedTask);
        Assert.Equal(202, (await ActAsync($$$"""{"os-detach":{"attachment_id":"{{{id}}}"}}""")).Status);
        Assert.Equal(new AttachmentId(id), _api.Calls.Single(call => call.Method == "IVolumeGrain.Detach").Arguments[0]);
    }

    private Task<StubAnswer> ActAsync(string body) => _api.SendAsync("POST", $"/v3/volumes/{Volume}/action", body);
}
