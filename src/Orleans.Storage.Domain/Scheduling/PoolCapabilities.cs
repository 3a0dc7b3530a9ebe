using System.Globalization;
using OrleansStorage.Backends;

namespace OrleansStorage.Domain.Scheduling;

/// <summary>A pool's capabilities by the names that extra specs and the pools API use.</summary>
public static class PoolCapabilities
{
    /// <summary>The vendor that pools report: Cinder's word for drivers that are no vendor's.</summary>
    public const string VendorName = "Open Source";

    /// <summary>A capability as text, null when the pool does not report it.</summary>
    public static string? Of(PoolReport pool, string name) => name switch
    {
        "volume_backend_name" => pool.BackendName,
        "storage_protocol" => pool.StorageProtocol,
        "vendor_name" => VendorName,
        "driver_name" => pool.DriverName,
        "pool_name" => pool.Backend.Value[(pool.Backend.Value.IndexOf('#', StringComparison.Ordinal) + 1)..],
        "multiattach" => Text(pool.Multiattach),
        "thin_provisioning_support" => Text(pool.ThinProvisioning),
        "thick_provisioning_support" => Text(!pool.ThinProvisioning),
        "online_extend_support" => Text(pool.OnlineExtend),
        "total_capacity_gb" => pool.TotalGiB.ToString(CultureInfo.InvariantCulture),
        "free_capacity_gb" => pool.FreeGiB.ToString(CultureInfo.InvariantCulture),
        "max_over_subscription_ratio" => pool.MaxOverSubscriptionRatio.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Text(bool value) => value ? "True" : "False";
}
