using OrleansStorage.Api.Errors;

namespace OrleansStorage.Api.Requests;

/// <summary>Names that clients choose freely and that key a grain: projects, quota classes. They need not exist anywhere else.</summary>
internal static class FreeName
{
    private const int MaxLength = 255;

    /// <summary>The name as it is.</summary>
    /// <exception cref="ApiException">400, naming <paramref name="field"/>: nothing can be called so.</exception>
    public static string Require(string name, string field) => !string.IsNullOrWhiteSpace(name) && CodePoints.Count(name) <= MaxLength
        ? name
        : throw ApiException.BadRequest($"{field} must be a text of 1 to {MaxLength} characters that is not blank.");
}
