using OrleansStorage.Types;

namespace OrleansStorage.Api;

/// <summary>What of the Cinder API a deployment may set.</summary>
public sealed class CinderApiOptions
{
    /// <summary>The most rows of one page. Default 1000, as Cinder's <c>osapi_max_limit</c>.</summary>
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>
    /// The scheme, host, port and path in links, such as <c>https://cloud.example.org/volume</c>; null to take them from the request. With a path the API answers under it too.
    /// </summary>
    public string? PublicEndpoint { get; set; }

    /// <summary>The proxies, as addresses or networks such as <c>192.0.2.0/24</c>, that are believed when they say for whom they ask and how. Default none, not even the loopback.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>The type of a volume whose request names none. Default <c>__DEFAULT__</c>, which always exists.</summary>
    public string DefaultVolumeType { get; set; } = IVolumeTypesGrain.DefaultName;

    /// <summary>A JSON file with the policies that differ from the defaults: an object of rules by policy name, such as <c>{"volume:create": "role:operator or admin"}</c>; null for none.</summary>
    public string? PolicyFile { get; set; }

    /// <summary>What clients may take.</summary>
    public ApiLimits Limits { get; set; } = new();
}
