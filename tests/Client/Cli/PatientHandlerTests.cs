using System.Net;
using OrleansStorage.Cli.Demo.Chaos;
using OrleansStorage.Client.Tests.Sdk;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary>What the demo does while its servers are away.</summary>
public sealed class PatientHandlerTests : IDisposable
{
    private static readonly Uri Attachments = new("http://localhost/attachments");
    private readonly FakeApi _api = new();
    private readonly CancellationTokenSource _interrupted = new();
    private readonly HttpClient _http;

    public PatientHandlerTests() => _http = new(new PatientHandler(_api, new InstantTime(), _interrupted.Token));

    public void Dispose()
    {
        _http.Dispose();
        _interrupted.Dispose();
    }

    [Fact]
    public async Task Post_ThatFails_IsRepeatedWithTheSameKeyUntilItIsAnswered()
    {
        List<string> keys = [];
        _api.On("POST /attachments", "{}", HttpStatusCode.GatewayTimeout).On("POST /attachments", "{}", HttpStatusCode.InternalServerError).On("POST /attachments", "{}");
        using var request = new HttpRequestMessage(HttpMethod.Post, Attachments);
        _api.Answered = _ => keys.Add(Assert.Single(request.Headers.GetValues("Idempotency-Key")));

        using var answer = await _http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, 3, 1), (answer.StatusCode, keys.Count, keys.Distinct().Count()));
    }

    [Fact]
    public async Task Post_ThatIsRefused_IsNotRepeated()
    {
        _api.On("POST /attachments", "{}", HttpStatusCode.Conflict);

        using var answer = await _http.PostAsync(Attachments, null);

        Assert.Equal((HttpStatusCode.Conflict, 1), (answer.StatusCode, _api.Requests.Count));
    }

    [Fact]
    public async Task Delete_ThatAnEarlierTryHasDone_IsDone()
    {
        _api.On("DELETE /attachments", "{}", HttpStatusCode.GatewayTimeout).On("DELETE /attachments", "{}", HttpStatusCode.NotFound);

        using var answer = await _http.DeleteAsync(Attachments);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task Delete_OfWhatWasNeverThere_IsNotFound()
    {
        using var answer = await _http.DeleteAsync(Attachments);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Post_AfterAnInterruption_IsNotRepeated()
    {
        _api.On("POST /attachments", "{}", HttpStatusCode.GatewayTimeout);
        await _interrupted.CancelAsync();

        using var answer = await _http.PostAsync(Attachments, null);

        Assert.Equal((HttpStatusCode.GatewayTimeout, 1), (answer.StatusCode, _api.Requests.Count));
    }
}
