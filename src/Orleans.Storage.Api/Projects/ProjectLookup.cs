using OrleansStorage.Api.Errors;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Projects;

/// <summary>Finds the project that a path or a query names; it need not exist anywhere else. Safe from any thread.</summary>
internal sealed class ProjectLookup(IGrainFactory grains)
{
    private const int MaxLength = 255;

    /// <summary>The project's grain.</summary>
    /// <exception cref="ApiException">400: no project can be called so.</exception>
    public IProjectGrain Grain(string project) => !string.IsNullOrWhiteSpace(project) && project.Length <= MaxLength
        ? grains.GetGrain<IProjectGrain>(project)
        : throw ApiException.BadRequest($"project_id must be a text of 1 to {MaxLength} characters that is not blank.");
}
