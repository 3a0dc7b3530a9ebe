using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests.Schemas;

namespace OrleansStorage.Api.Requests;

/// <summary>What is declared of an endpoint: what must hold before it is asked, and what clients are told of it. Immutable.</summary>
internal sealed record EndpointRules
{
    /// <summary>Who may call it: a name of the <see cref="Policies.PolicyBook"/>; null for every known caller.</summary>
    public string? Policy { get; init; }

    /// <summary>The first version that has the endpoint; older ones get 404.</summary>
    public Microversion Since { get; init; }

    /// <summary>The body's schema at a version, for an action what is under its name; null when there is no body or the endpoint looks at it itself.</summary>
    public Func<Microversion, Schema>? Body { get; init; }

    /// <summary>The status of a success.</summary>
    public int Success { get; init; } = 200;

    /// <summary>The query parameters that it knows, beside those of lists.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>Looks up what the request names. It is asked when the policy refuses: a caller who may not see the object is told that it is not there (404), and not that the policy is against it (403).</summary>
    public Func<ApiRequest, Task>? Find { get; init; }

    /// <summary>Rules with one schema, or none, for every version.</summary>
    public static EndpointRules For(string? policy, int success = 200, int since = 0, Schema? body = null) =>
        new() { Policy = policy, Success = success, Since = new(since), Body = body is null ? null : _ => body };
}
