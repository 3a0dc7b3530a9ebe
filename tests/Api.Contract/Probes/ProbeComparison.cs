using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansStorage.Api.Tests.Probes;

/// <summary>Compares a recorded answer with ours: same fields, same values, but for ids, times, addresses and the names of the two deployments.</summary>
public static partial class ProbeComparison
{
    /// <summary>Names that the deployments chose, and a secret that each draws.</summary>
    private static readonly string[] Chosen = ["volume_type", "os-vol-host-attr:host", "host", "auth_key"];

    /// <summary>Everything that differs, as <c>path: recorded, ours</c>.</summary>
    public static IEnumerable<(string Path, string What)> Differences(JsonElement recorded, JsonElement ours, string path = "")
    {
        if ((path.Split('.')[^1] is var name && Chosen.Contains(name)) || (name == "host_name" && path.StartsWith(".hosts[", StringComparison.Ordinal)))
        {
            return [];
        }

        // Whether something is set may depend on the deployment (a host's name, a service's id); that it is there does not.
        if (path.Length > 0 && (recorded.ValueKind == JsonValueKind.Null || ours.ValueKind == JsonValueKind.Null))
        {
            return [];
        }

        return (recorded.ValueKind, ours.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => OfObjects(recorded, ours, path),
            (JsonValueKind.Array, JsonValueKind.Array) => OfArrays(recorded, ours, path),
            _ => Normal(recorded) == Normal(ours) ? [] : [(path, $"{Normal(recorded)}, {Normal(ours)}")],
        };
    }

    private static IEnumerable<(string, string)> OfObjects(JsonElement recorded, JsonElement ours, string path)
    {
        // The recording's driver had no login to tell; its quotas by type follow another default type.
        var allowsMore = path.EndsWith(".connection_info", StringComparison.Ordinal) || path.EndsWith(".data", StringComparison.Ordinal);
        foreach (var property in recorded.EnumerateObject())
        {
            if (!ours.TryGetProperty(property.Name, out var own))
            {
                yield return (path, "missing " + property.Name);
                continue;
            }

            foreach (var difference in OfTypeName().IsMatch(property.Name) ? [] : Differences(property.Value, own, $"{path}.{property.Name}"))
            {
                yield return difference;
            }
        }

        foreach (var property in ours.EnumerateObject())
        {
            if (!allowsMore && !recorded.TryGetProperty(property.Name, out _))
            {
                yield return (path, "extra " + property.Name);
            }
        }
    }

    private static IEnumerable<(string, string)> OfArrays(JsonElement recorded, JsonElement ours, string path)
    {
        if (recorded.GetArrayLength() != ours.GetArrayLength())
        {
            return [(path, $"{recorded.GetArrayLength()} items, {ours.GetArrayLength()} items")];
        }

        return recorded.EnumerateArray().Zip(ours.EnumerateArray()).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]"));
    }

    private static string Normal(JsonElement value)
    {
        var text = Uuid().Replace(value.ToString(), "ID");
        text = Time().Replace(text, "TIME");
        return Address().Replace(text, "ADDRESS").Replace("3.70", "3.71", StringComparison.Ordinal);
    }

    /// <summary>A uuid.</summary>
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    public static partial Regex Uuid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+")]
    private static partial Regex Time();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    [GeneratedRegex("^(volumes|gigabytes|snapshots)_.")]
    private static partial Regex OfTypeName();
}
