namespace OrleansStorage.Api.Requests;

/// <summary>One resource of the API: maps its own paths. To add one is to add a folder and a line in <see cref="CinderApi"/>.</summary>
internal interface IResource
{
    /// <summary>Maps the resource's paths.</summary>
    void Map(ApiRoutes routes);
}
