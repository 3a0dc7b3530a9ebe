namespace OrleansStorage.Silo.Configuration;

/// <summary>One entry of <c>Storage:Backends</c>.</summary>
public sealed class BackendSection
{
    /// <summary>The backend's name.</summary>
    public string Name { get; set; } = "";
    /// <summary>The driver's name.</summary>
    public string Driver { get; set; } = "";
    /// <summary>The pool's name.</summary>
    public string Pool { get; set; } = "pool";
    /// <summary>The zone its volumes are in.</summary>
    public string AvailabilityZone { get; set; } = "nova";
    /// <summary>The id of the installation from which this one takes the array over when it starts; null to take none over.</summary>
    public string? ClaimFrom { get; set; }
    /// <summary>The driver's own options.</summary>
    public Dictionary<string, string> Options { get; } = new(StringComparer.OrdinalIgnoreCase);
}
