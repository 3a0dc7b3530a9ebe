using Microsoft.AspNetCore.Http;

namespace OrleansStorage.Api.Identity;

/// <summary>Finds out who sends a request. One is chosen by configuration; a new one only adds a class. Safe from any thread.</summary>
public interface IIdentityStrategy
{
    /// <summary>Its name in <c>Storage:Identity:Strategy</c>.</summary>
    string Name { get; }

    /// <summary>What <c>WWW-Authenticate</c> says in a 401; null for no such header.</summary>
    string? Challenge { get; }

    /// <summary>Who sends <paramref name="request"/>; null when nobody that is known, which is answered with 401.</summary>
    /// <param name="request">The request.</param>
    /// <param name="urlProject">The project in the path; null when the path names none.</param>
    /// <param name="requestId">The id that the answer carries.</param>
    ValueTask<RequestIdentity?> IdentifyAsync(HttpRequest request, string? urlProject, string requestId);
}
