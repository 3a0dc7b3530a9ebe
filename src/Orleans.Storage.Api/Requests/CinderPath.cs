namespace OrleansStorage.Api.Requests;

/// <summary>The two spellings of every path, <c>/v3/PROJECT/x</c> and <c>/v3/x</c>, brought to the second (contract §1). Immutable.</summary>
/// <param name="Path">The path to route on; null when no route can have it.</param>
/// <param name="Project">The project that was in it.</param>
internal readonly record struct CinderPath(string? Path, string? Project)
{
    /// <summary>What every path of the API starts with.</summary>
    public const string Prefix = "/v3";

    private const string JsonSuffix = ".json";

    /// <summary>
    /// Whether the path belongs to the API at all, and what it says. A first segment that is no resource is a project, whatever it looks like: Cinder's <c>project_id_regex</c> lets operators choose the same.
    /// </summary>
    public static bool TryParse(string path, EndpointTable endpoints, out CinderPath parsed)
    {
        parsed = new(path, null);
        if (path is "/" or Prefix or Prefix + "/")
        {
            return true;
        }

        if (!path.StartsWith(Prefix + "/", StringComparison.Ordinal))
        {
            return false;
        }

        if (path[^1] == '/')
        {
            parsed = new(null, null);
            return true;
        }

        var end = path.EndsWith(JsonSuffix, StringComparison.Ordinal) ? path.Length - JsonSuffix.Length : path.Length;
        var next = path.IndexOf('/', Prefix.Length + 1);
        var first = path.AsSpan(Prefix.Length + 1, (next < 0 ? end : next) - Prefix.Length - 1);
        parsed = first.IsEmpty || endpoints.HasResource(first) ? new(end == path.Length ? path : path[..end], null)
            : next < 0 ? new(null, null)
            : new(string.Concat(Prefix, path.AsSpan(next, end - next)), first.ToString());
        return true;
    }
}
