using System.Net;
using System.Text.Json;
using Xunit;

namespace OrleansStorage.Testing;

/// <summary>One answer of the API.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Text">Its body.</param>
public sealed record ApiAnswer(HttpStatusCode Status, string Text)
{
    /// <summary>What <c>Retry-After</c> says; null without one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Its headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>Fails the test unless the status is this one; returns the body, if there is one.</summary>
    public JsonElement Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)status} was expected, {(int)Status} came: {Text}");
        return Text.Length == 0 ? default : Json;
    }
}
