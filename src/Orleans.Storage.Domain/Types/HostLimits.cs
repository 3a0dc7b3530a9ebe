using System.Globalization;
using OrleansStorage.Types;

namespace OrleansStorage.Domain.Types;

/// <summary>What a compute host is told of a volume's QoS specs (the wire contract's §16): as they are, but limits per GiB become limits of this volume. Pure.</summary>
public static class HostLimits
{
    private const string PerGiB = "_per_gb";
    private const string PerGiBMinimum = "_per_gb_min";
    private const string MaximumSuffix = "_max";
    private static readonly string[] Scalable = ["read_iops_sec", "read_bytes_sec", "write_iops_sec", "write_bytes_sec", "total_iops_sec", "total_bytes_sec"];

    /// <summary>The limits of a volume of <paramref name="sizeGiB"/>, by name.</summary>
    public static IReadOnlyList<HostLimit> Of(QosSpecs specs, int sizeGiB)
    {
        var limits = specs.Specs.ToDictionary(s => s.Key, s => new HostLimit(s.Key, s.Value, false), StringComparer.Ordinal);
        foreach (var name in Scalable)
        {
            if (Number(limits, name + PerGiB) is not { } perGiB) continue;
            var wanted = Int128.Max(perGiB * sizeGiB, Number(limits, name + PerGiBMinimum) ?? 0);
            var value = Int128.Min(wanted, Number(limits, name + MaximumSuffix) ?? wanted);
            foreach (var used in new[] { PerGiB, PerGiBMinimum, MaximumSuffix }) limits.Remove(name + used);
            limits[name] = new(name, value.ToString(CultureInfo.InvariantCulture), true);
        }
        return [.. limits.Values.OrderBy(l => l.Name, StringComparer.Ordinal)];
    }

    /// <summary>A spec's whole number; null when it is not there or no number, and then it is told as it is.</summary>
    private static Int128? Number(Dictionary<string, HostLimit> limits, string name) =>
        limits.TryGetValue(name, out var limit) && long.TryParse(limit.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
