using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using OrleansStorage.FaultSilo;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;

namespace OrleansStorage.Faults.Tests;

/// <summary>The call that arms a silo's fault points: what it takes, and from whom.</summary>
public sealed class FaultCallsTests : IAsyncLifetime
{
    private const string Token = "a token of the tests";
    private readonly FaultBook _book = new(TimeProvider.System, _ => { });
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", $"http://127.0.0.1:{FreePort.Next()}"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        FaultCalls.Map(_app, _book, Token);
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PUT", null)]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "a token of the test")]
    public async Task Call_WithoutTheToken_IsUnauthorizedAndChangesNothing(string method, string? token)
    {
        _book.Arm(3, new FaultRule(FaultPoint.VolumeHasTurn, FaultVerb.Never));

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(method, """{"rules":[]}""", token)).Status);
        Assert.Equal(3, _book.Seed);
    }

    [Fact]
    public async Task Put_OfRules_ArmsThemAndTheyAreShownWithTheirCounts()
    {
        var (status, _) = await SendAsync("PUT", """{"seed":5,"rules":[{"point":"driver-after-effect","verb":"nth","n":2,"action":"pause","pause_ms":10}]}""");
        await _book.ReachAsync(FaultPoint.DriverAfterEffect);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([new FaultRule(FaultPoint.DriverAfterEffect, FaultVerb.Nth, FaultAction.Pause) { N = 2, PauseMs = 10 }], _book.Rules);
        var shown = (await SendAsync("GET")).Text;
        Assert.Contains("\"seed\":5", shown, StringComparison.Ordinal);
        Assert.Contains("""{"point":"driver-after-effect","hits":1,"firings":0}""", shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("DELETE")).Status);
        Assert.Empty(_book.Rules);
    }

    [Theory]
    [InlineData("""{"rules":[{"point":"nowhere","verb":"once"}]}""", "$.rules[0].point")]
    [InlineData("""{"rules":[{"point":"volume-has-turn","verb":"twice"}]}""", "$.rules[0].verb")]
    [InlineData("""{"rules":[{"point":"volume-has-turn"}]}""", "verb")]
    [InlineData("""{"rules":[{"point":"volume-has-turn","verb":"once","when":1}]}""", "when")]
    [InlineData("""{"rules":[{"point":"volume-has-turn","verb":"nth","n":0}]}""", "n is 0")]
    [InlineData("""{"seed":1}""", "rules")]
    [InlineData("null", "null")]
    public async Task Put_OfBadInput_NamesTheFieldAndChangesNothing(string body, string named)
    {
        _book.Arm(3, new FaultRule(FaultPoint.VolumeHasTurn, FaultVerb.Never));

        var (status, text) = await SendAsync("PUT", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(named, text, StringComparison.Ordinal);
        Assert.Equal(3, _book.Seed);
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string method, string? body = null, string? token = Token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_app.Urls.First() + FaultCalls.Path));
        if (token is not null) request.Headers.TryAddWithoutValidation(FaultCalls.TokenHeader, token);
        if (body is not null && method == "PUT") request.Content = new StringContent(body);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
