using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests.Schemas;

namespace OrleansStorage.Api.Requests;

/// <summary>What must hold before an endpoint is asked. Immutable.</summary>
internal sealed record EndpointRules
{
    /// <summary>Nothing but a known caller.</summary>
    public static EndpointRules None { get; } = new();

    /// <summary>The first version that has the endpoint; older ones get 404.</summary>
    public Microversion Since { get; init; }

    /// <summary>The policy that only admins pass; null when members pass.</summary>
    public string? AdminPolicy { get; init; }

    /// <summary>The body's schema at a version; null when there is no body or the endpoint looks at it itself.</summary>
    public Func<Microversion, Schema>? Body { get; init; }

    /// <summary>Rules with one schema for every version.</summary>
    public static EndpointRules WithBody(Schema schema, string? adminPolicy = null) => new() { Body = _ => schema, AdminPolicy = adminPolicy };

    /// <summary>Rules for admins.</summary>
    public static EndpointRules ForAdmins(string policy, int since = 0) => new() { AdminPolicy = policy, Since = new(since) };

    /// <summary>Rules for a call that came with a version.</summary>
    public static EndpointRules From(int minor) => new() { Since = new(minor) };
}
