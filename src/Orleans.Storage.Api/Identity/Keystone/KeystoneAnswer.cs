using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansStorage.Connections;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>One answer of Keystone. Immutable.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body.</param>
/// <param name="SubjectToken">What <c>X-Subject-Token</c> says; null without one.</param>
internal sealed partial record KeystoneAnswer(HttpStatusCode Status, byte[] Body, Secret? SubjectToken)
{
    private const int LongestMessage = 300;

    /// <summary>Whether it says nothing but that Keystone cannot answer now.</summary>
    public bool IsFailure => (int)Status >= 500 || Status == HttpStatusCode.TooManyRequests;

    /// <summary>
    /// What it says, for a log: its status, and Keystone's own message when it has one, in one line and without what may be a token.
    /// </summary>
    public string Said => Message is { Length: > 0 } message ? $"{(int)Status} ({Shown(message)})" : $"{(int)Status}";

    /// <summary>
    /// From <c>{"error": {"code": …, "message": …, "title": …}}</c>; null for what is no error of Keystone's, such as a proxy's page.
    /// </summary>
    private string? Message
    {
        get
        {
            try
            {
                using var json = JsonDocument.Parse(Body);
                return json.RootElement.GetProperty("error").GetProperty("message").GetString();
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    private static string Shown(string message)
    {
        var text = Opaque().Replace(Space().Replace(message, " "), "***");
        return text.Length > LongestMessage ? text[..LongestMessage] : text;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[A-Za-z0-9_.=-]{64,}")]
    private static partial Regex Opaque();
}
