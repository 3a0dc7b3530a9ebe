using System.Net;
using OrleansStorage.Connections;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>One answer of Keystone. Immutable.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body.</param>
/// <param name="SubjectToken">What <c>X-Subject-Token</c> says; null without one.</param>
internal sealed record KeystoneAnswer(HttpStatusCode Status, byte[] Body, Secret? SubjectToken)
{
    /// <summary>Whether it says nothing but that Keystone cannot answer now.</summary>
    public bool IsFailure => (int)Status >= 500 || Status == HttpStatusCode.TooManyRequests;
}
