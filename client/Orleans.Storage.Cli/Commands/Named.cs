using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Commands;

/// <summary>Arguments that name a volume or a type as people do: by id, or by a name that only one has.</summary>
internal static class Named
{
    /// <summary>An argument for a volume.</summary>
    public static Argument<string> Volume() => new("volume") { Description = "The volume, by id or name" };

    /// <summary>An argument for a type.</summary>
    public static Argument<string> Type() => new("type") { Description = "The type, by id or name" };

    /// <summary>The id of the volume that an argument names; of the project's own where it is a name.</summary>
    /// <exception cref="ApiException">Several have the name.</exception>
    public static Task<string> VolumeIdAsync(this CinderApi api, string nameOrId, CancellationToken cancellationToken) =>
        IdAsync(api, nameOrId, $"volumes?name={Uri.EscapeDataString(nameOrId)}", "volumes", "volumes", cancellationToken);

    /// <summary>The id of the type that an argument names.</summary>
    /// <exception cref="ApiException">Several have the name.</exception>
    public static Task<string> TypeIdAsync(this CinderApi api, string nameOrId, CancellationToken cancellationToken) =>
        IdAsync(api, nameOrId, "types?is_public=None", "volume_types", "types", cancellationToken);

    /// <summary>
    /// What is a uuid is an id and asked for as it is; so is what nothing is called by, and the API says that there is none.
    /// </summary>
    private static async Task<string> IdAsync(
        CinderApi api, string nameOrId, string path, string collection, string word, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(nameOrId, out _)) return nameOrId;
        var all = await Pages.ReadAsync(api, path, collection, cancellationToken);
        var found = all.Where(item => item["name"]?.GetValue<string>() == nameOrId).Select(IdOf).ToList();
        return found.Count switch
        {
            0 => Uri.EscapeDataString(nameOrId),
            1 => found[0],
            _ => throw new ApiException(
                HttpStatusCode.Conflict, $"{found.Count} {word} are called {nameOrId}: {string.Join(", ", found)}. Say which by its id."),
        };
    }

    private static string IdOf(JsonObject item) => item["id"]!.GetValue<string>();
}
