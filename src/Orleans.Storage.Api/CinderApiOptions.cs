using OrleansStorage.Types;

namespace OrleansStorage.Api;

/// <summary>What of the Cinder API a deployment may set.</summary>
public sealed class CinderApiOptions
{
    /// <summary>The most rows of one page. Default 1000, as Cinder's <c>osapi_max_limit</c>.</summary>
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>The scheme, host and port in links, such as <c>https://storage.example.org</c>; null to take them from the request.</summary>
    public string? PublicEndpoint { get; set; }

    /// <summary>The type of a volume whose request names none. Default <c>__DEFAULT__</c>, which always exists.</summary>
    public string DefaultVolumeType { get; set; } = IVolumeTypesGrain.DefaultName;

    /// <summary>A JSON file with the policies that differ from the defaults: an object of rules by policy name, such as <c>{"volume:create": "role:operator or admin"}</c>; null for none.</summary>
    public string? PolicyFile { get; set; }

    /// <summary>What clients may take.</summary>
    public ApiLimits Limits { get; set; } = new();
}
