using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;

namespace OrleansStorage.Api.Requests;

/// <summary>Drops the routes whose fixed words the path has in another case: Cinder's paths are case-sensitive, ASP.NET's are not. It sees only the endpoints that carry <see cref="Mark"/>. Safe from any thread.</summary>
internal sealed class ExactCase : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>What an endpoint carries to be matched by case.</summary>
    public static object Mark { get; } = new Marked();

    /// <inheritdoc/>
    public override int Order => 0;

    /// <inheritdoc/>
    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(e => e.Metadata.GetMetadata<Marked>() is not null);

    /// <inheritdoc/>
    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var path = httpContext.Request.Path.Value ?? "";
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<Marked>() is not null && !HasWordsOf(endpoint.RoutePattern, path))
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }

    private static bool HasWordsOf(RoutePattern pattern, ReadOnlySpan<char> path)
    {
        foreach (var segment in pattern.PathSegments)
        {
            path = path.TrimStart('/');
            var end = path.IndexOf('/');
            var word = end < 0 ? path : path[..end];
            if (segment is { IsSimple: true, Parts: [RoutePatternLiteralPart literal] } && !word.SequenceEqual(literal.Content))
            {
                return false;
            }

            path = path[word.Length..];
        }

        return true;
    }

    private sealed class Marked;
}
