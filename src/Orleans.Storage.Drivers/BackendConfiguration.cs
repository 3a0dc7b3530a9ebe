using OrleansStorage.Faults;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>One backend as the operator configured it. Immutable.</summary>
public sealed record BackendConfiguration
{
    /// <summary>Its name, Cinder's <c>volume_backend_name</c>.</summary>
    public required string Name { get; init; }
    /// <summary>The driver's name in the catalog.</summary>
    public required string Driver { get; init; }
    /// <summary>The pool's name.</summary>
    public required string Pool { get; init; }
    /// <summary>The host part of the backend's id; the same on every silo.</summary>
    public string Host { get; init; } = "orleans-storage";
    /// <summary>The zone its volumes are in.</summary>
    public string AvailabilityZone { get; init; } = "nova";
    /// <summary>The installation from which the array is taken over on purpose; null to take none over.</summary>
    public InstallationId? ClaimFrom { get; init; }
    /// <summary>Where this product keeps its files.</summary>
    public required string DataDirectory { get; init; }
    /// <summary>The driver's own options, by name, case ignored.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }
    /// <summary>Where to write; drivers use it for what their array does on its own.</summary>
    public required Microsoft.Extensions.Logging.ILoggerFactory LoggerFactory { get; init; }
    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
    /// <summary>What a driver reaches before and after each command that changes its array; the product's does nothing.</summary>
    public IFaultPoints Faults { get; init; } = NoFaultPoints.Instance;

    /// <summary>Cinder's notation, <c>host@backend#pool</c>.</summary>
    public BackendId Id => new($"{Host}@{Name}#{Pool}");
}
