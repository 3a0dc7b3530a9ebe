using System.Net;
using System.Globalization;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;
using Xunit;

namespace OrleansStorage.EndToEnd.Races;

/// <summary>One silo with the four arrays on which each race is run: simulated ones whose calls take 0, 50 and 300 ms, and a real iSCSI target.</summary>
public sealed class RaceSilo : IAsyncLifetime
{
    /// <summary>The arrays, and the volume types of the same names.</summary>
    public static TheoryData<string> Arrays { get; } = ["sim0", "sim50", "sim300", "tgt"];

    private readonly TgtBackend _tgt = TgtBackend.Reserve();
    private SiloProcess _silo = null!;

    /// <summary>An admin's client.</summary>
    public ApiClient Api { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var more = new Dictionary<string, string>();
        foreach (var (name, index) in new[] { 0, 50, 300 }.Select((ms, i) => (ms.ToString(CultureInfo.InvariantCulture), i)))
        {
            more[$"Storage:Backends:{index}:Name"] = "sim" + name;
            more[$"Storage:Backends:{index}:Driver"] = "Simulated";
            more[$"Storage:Backends:{index}:Options:LatencyMs"] = name;
        }
        foreach (var (key, value) in _tgt.Settings(3)) more[key] = value;
        _silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = _tgt.DataDirectory, More = more });
        Api = new ApiClient(_silo.Url);
        (await Api.PutAsync($"os-quota-sets/{Api.Project}", new { quota_set = new { volumes = -1, gigabytes = -1, snapshots = -1 } })).Expect(HttpStatusCode.OK);
        foreach (var array in new[] { "sim0", "sim50", "sim300", "tgt" })
        {
            await Api.CreateTypeAsync(array, new { volume_backend_name = array });
            await Api.CreateTypeAsync(array + "-shared", new { volume_backend_name = array, multiattach = "<is> True" });
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        Api?.Dispose();
        await _silo.DisposeAsync();
        await _tgt.DisposeAsync();
    }
}
