using System.Text.Json;

namespace OrleansStorage.Api.Tests.Hosting;

/// <summary>One answer of the API.</summary>
public sealed record StubAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>A header; null when absent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Fails the test unless this is the fault.</summary>
    public void ExpectFault(int status, string name, string message)
    {
        Assert.True(Status == status, $"{status} was expected, {Status} came: {Text}");
        var fault = Json.GetProperty(name);
        Assert.Equal(message, fault.GetProperty("message").GetString());
        Assert.Equal(status, fault.GetProperty("code").GetInt32());
    }
}
