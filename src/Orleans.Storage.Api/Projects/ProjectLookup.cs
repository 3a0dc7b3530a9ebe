using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Projects;

/// <summary>Finds the project that a path or a query names; it need not exist anywhere else. Safe from any thread.</summary>
internal sealed class ProjectLookup(IGrainFactory grains)
{
    /// <summary>The project's grain.</summary>
    /// <exception cref="ApiException">400: no project can be called so.</exception>
    public IProjectGrain Grain(string project) => grains.GetGrain<IProjectGrain>(FreeName.Require(project, "project_id"));
}
