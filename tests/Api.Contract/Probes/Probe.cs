using System.Text.Json;

namespace OrleansStorage.Api.Tests.Probes;

/// <summary>One request that was sent to a real Cinder (Zed), and its answer.</summary>
public sealed record Probe(string Label, string Method, string Path, string? Version, string User, JsonElement Body, int Status, JsonElement? Json, string? VersionHeader, string? ContentType)
{
    /// <summary>All of them, in the order in which they were sent.</summary>
    public static IReadOnlyList<Probe> All { get; } = Read();

    private static Probe[] Read()
    {
        using var stream = typeof(Probe).Assembly.GetManifestResourceStream("probes-zed.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(p => Of(p.Clone()))];
    }

    private static Probe Of(JsonElement probe)
    {
        var request = probe.GetProperty("req").GetString()!.Split(' ', 2);
        var json = probe.GetProperty("json");
        return new(probe.GetProperty("label").GetString()!, request[0], request.Length > 1 ? request[1] : "", probe.GetProperty("mv").GetString(), probe.GetProperty("user").GetString()!,
            probe.GetProperty("body"), probe.GetProperty("status").GetInt32(), json.ValueKind == JsonValueKind.Null ? null : json,
            Header(probe, "Openstack-Api-Version"), Header(probe, "Content-Type"));
    }

    private static string? Header(JsonElement probe, string name) => probe.GetProperty("headers").TryGetProperty(name, out var value) ? value.GetString() : null;
}
