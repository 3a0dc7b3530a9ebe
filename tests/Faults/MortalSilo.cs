using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using OrleansStorage.FaultSilo;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Cluster;

namespace OrleansStorage.Faults.Tests;

/// <summary>A silo as a process that dies where it is told to, and the array that outlives it; started again on the same data.</summary>
public sealed class MortalSilo : IAsyncLifetime
{
    private const int Killed = 128 + 9;
    private readonly TemporaryDirectory _directory = new();
    private readonly string _token = Guid.NewGuid().ToString();
    private readonly SiloSettings _settings;
    private readonly ArrayProcess _array;
    private SiloProcess _silo = null!;

    public MortalSilo()
    {
        _array = new(_directory.FullPath);
        _settings = new()
        {
            DataDirectory = _directory.FullPath,
            Program = Repository.Assembly("tests/FaultSilo", "Orleans.Storage.FaultSilo"),
            More = new Dictionary<string, string>
            {
                ["Faults:Token"] = _token,
                ["Storage:Silo:Dashboard"] = "false",
                ["Storage:Operations:ExportTimeoutMs"] = "4000",
                ["Storage:Backends:0:Name"] = "array",
                ["Storage:Backends:0:Driver"] = "Simulated",
                ["Storage:Backends:0:Options:Endpoint"] = _array.Endpoint,
            },
        };
    }

    /// <summary>Its API, the same after each start.</summary>
    public ApiClient Api { get; private set; } = null!;

    /// <summary>The attachments that were acknowledged and not ended since: each with the export that it needs.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await _array.StartAsync();
        _silo = await SiloProcess.StartAsync(_settings);
        Api = new(_silo.Url);
        (await Api.PutAsync($"os-quota-sets/{Api.Project}", new { quota_set = new { volumes = -1 } })).Expect(HttpStatusCode.OK);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        Api.Dispose();
        await _silo.DisposeAsync();
        await _array.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Lets the process end when it next comes to a point.</summary>
    public async Task ArmExitAsync(FaultPoint point)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add(FaultCalls.TokenHeader, _token);
        using var armed = await http.PutAsJsonAsync(new Uri(_silo.Url, FaultCalls.Path), new { rules = new[] { new FaultRule(point, FaultVerb.Once, FaultAction.Exit) } });
        Assert.Equal(HttpStatusCode.OK, armed.StatusCode);
    }

    /// <summary>Sees it end at the point, and starts it again.</summary>
    public async Task DieAndStartAgainAsync(FaultPoint point)
    {
        Assert.Equal(Killed, await _silo.WaitForExitAsync());
        Assert.Contains($"The fault point {WireName<FaultPoint>.Of(point)} was armed with exit", _silo.Output, StringComparison.Ordinal);
        await _silo.DisposeAsync();
        _silo = await SiloProcess.StartAsync(_settings);
    }

    /// <summary>What was acknowledged is there, by record and by array, and the array shows nothing else.</summary>
    public async Task AssertNothingIsLostOrLeftAsync()
    {
        await Api.WaitUntilArrayShowsWhatIsRecordedAsync();
        var exports = Assert.Single(await Api.BackendsAsync()).Exports;
        foreach (var (attachment, export) in Acknowledged)
        {
            var shown = (await Api.GetAsync($"attachments/{attachment}")).Expect(HttpStatusCode.OK).GetProperty("attachment");
            Assert.True(shown.GetProperty("connection_info").TryGetProperty("target_iqn", out _), $"The acknowledged attachment {attachment} has lost its connection.");
            Assert.Contains(export, exports);
        }
    }
}
