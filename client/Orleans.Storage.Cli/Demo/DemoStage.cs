using System.Text.Json.Nodes;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Demo;

/// <summary>What the demo needs of the service and puts back afterwards: a multi-attach type, and quota for its volumes.</summary>
public sealed class DemoStage(CinderApi api)
{
    private const string TypeName = "orleans-storage-demo-multiattach";
    private const string Multiattach = "<is> True";
    private static readonly string[] Raised = ["volumes", "gigabytes"];

    private readonly JsonObject _limitsBefore = [];
    private string? _ownTypeId;

    /// <summary>The type whose volumes several instances may attach.</summary>
    public string MultiattachTypeId { get; private set; } = "";

    private string QuotaPath => $"os-quota-sets/{Uri.EscapeDataString(api.Project)}";

    /// <summary>Prepares the service for so many volumes of one GiB.</summary>
    public async Task SetUpAsync(int volumes)
    {
        await FindTypeAsync();
        await RaiseQuotaAsync(volumes);
    }

    /// <summary>Puts everything back.</summary>
    public async Task TearDownAsync()
    {
        if (_limitsBefore.Count > 0)
            await api.PutAsync(QuotaPath, new() { ["quota_set"] = _limitsBefore.DeepClone() }, CancellationToken.None);
        if (_ownTypeId is not null)
            await api.DeleteAsync($"types/{_ownTypeId}", CancellationToken.None);
    }

    private async Task FindTypeAsync()
    {
        var types = (await api.GetAsync("types?is_public=None", CancellationToken.None))["volume_types"]!.AsArray();
        var type = types.FirstOrDefault(type => type!["extra_specs"] is JsonObject specs && specs.Count == 1 && specs["multiattach"]?.GetValue<string>() == Multiattach);
        if (type is null)
        {
            var wanted = new JsonObject { ["name"] = TypeName, ["extra_specs"] = new JsonObject { ["multiattach"] = Multiattach } };
            type = (await api.PostAsync("types", new() { ["volume_type"] = wanted }, CancellationToken.None))["volume_type"];
            _ownTypeId = type!["id"]!.GetValue<string>();
        }
        MultiattachTypeId = type["id"]!.GetValue<string>();
    }

    private async Task RaiseQuotaAsync(int volumes)
    {
        var quota = (await api.GetAsync(QuotaPath + "?usage=True", CancellationToken.None))["quota_set"]!;
        var raised = new JsonObject();
        foreach (var resource in Raised)
        {
            var limit = quota[resource]!["limit"]!.GetValue<long>();
            var needed = quota[resource]!["in_use"]!.GetValue<long>() + quota[resource]!["reserved"]!.GetValue<long>() + volumes;
            if (limit >= 0 && limit < needed)
                (_limitsBefore[resource], raised[resource]) = (limit, needed);
        }
        if (raised.Count > 0)
            await api.PutAsync(QuotaPath, new() { ["quota_set"] = raised }, CancellationToken.None);
    }
}
