using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using OrleansStorage.FaultSilo;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.Faults.Tests;

/// <summary>Silos whose machine's clock is ahead: what they leave on record does not rule for as long, and where their clock can be seen they do not start.</summary>
public sealed class WrongClockTests : IAsyncLifetime
{
    private const string HoursAhead = "2";
    private readonly string _token = Guid.NewGuid().ToString();
    private readonly TgtBackend _tgt = TgtBackend.Reserve();
    private SiloProcess? _silo;
    private ApiClient? _api;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _api?.Dispose();
        if (_silo is not null) await _silo.DisposeAsync();
        await _tgt.DisposeAsync();
    }

    [Fact]
    public async Task Connect_AfterASiloWhoseClockWasYearsAheadDiedInIt_IsServedWhenTheOperationsOwnTimeIsOver()
    {
        var attachment = await DieInAnAttachAsync(exportTimeoutMs: 6_000);

        var connected = _api!.ConnectAsync(attachment.Id, "host");

        var waits = await WaitingAsync(attachment.Volume);
        Assert.Contains("create-export", waits.GetProperty("waits_for").GetString(), StringComparison.Ordinal);
        Assert.InRange(waits.GetProperty("waits_until").GetDateTime(), DateTime.UtcNow.AddSeconds(-10), DateTime.UtcNow.AddMinutes(5));
        await Eventually.Is("the host is connected", async () => (await _api.ConnectAsync(attachment.Id, "host")).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(60));
        await connected;
        Assert.Equal([ApiClient.Initiator("host")], await _api.ExportsOfAsync(attachment.Volume));
        Assert.Contains($"Volume {attachment.Volume}: its array work waits", _silo!.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_WhileAVolumeWaitsForADeadSilosOperation_EndsTheSilo()
    {
        var attachment = await DieInAnAttachAsync(exportTimeoutMs: 600_000);
        await WaitingAsync(attachment.Volume);

        // Less than a silo waits at most for what it has begun.
        Assert.Equal(0, await _silo!.TerminateAsync().WaitAsync(TimeSpan.FromSeconds(25)));
    }

    [Fact]
    public async Task Start_WhenTheClockIsHoursAheadOfTheDatabases_EndsWithOneLine()
    {
        await using var server = new StartedServer();
        var settings = new SiloSettings
        {
            DataDirectory = _tgt.DataDirectory, PostgreSqlConnectionString = await server.StartAsync(), Program = Repository.Assembly("tests/FaultSilo", "Orleans.Storage.FaultSilo"),
            More = new Dictionary<string, string> { ["Faults:Token"] = _token, ["Faults:ClockAheadHours"] = HoursAhead },
        };

        var (exitCode, output) = await SiloProcess.RunToEndAsync(settings);

        Assert.Equal(1, exitCode);
        Assert.Contains("This silo's clock is 7200.", output, StringComparison.Ordinal);
        Assert.Contains("Storage:Operations:ClockSkewMs", output, StringComparison.Ordinal);
    }

    /// <summary>A silo ends between an attach's intent and its array, and its record says what a clock that is years ahead says; then another is there, on the same data.</summary>
    private async Task<(string Volume, string Id)> DieInAnAttachAsync(int exportTimeoutMs)
    {
        var backend = _tgt.Settings(0).Append(new("Storage:Operations:ExportTimeoutMs", exportTimeoutMs.ToString(CultureInfo.InvariantCulture))).ToDictionary();
        var settings = new SiloSettings { DataDirectory = _tgt.DataDirectory, More = backend };
        var mortal = settings with { Program = Repository.Assembly("tests/FaultSilo", "Orleans.Storage.FaultSilo"), More = backend.Append(new("Faults:Token", _token)).ToDictionary() };
        string volume, attachment;
        await using (var silo = await SiloProcess.StartAsync(mortal))
        {
            using var api = new ApiClient(silo.Url);
            volume = await api.CreateVolumeAsync();
            attachment = await api.ReserveAsync(volume);
            await ArmExitAsync(silo);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => api.ConnectAsync(attachment, "host"));
            await silo.WaitForExitAsync();
        }
        await SetDeadlineYearsAheadAsync();
        _silo = await SiloProcess.StartAsync(settings);
        _api = new(_silo.Url);
        return (volume, attachment);
    }

    private async Task SetDeadlineYearsAheadAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_tgt.DataDirectory, "storage.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE OrleansStorage SET PayloadBinary = CAST(json_set(CAST(PayloadBinary AS TEXT), '$.intent.not_after', '2099-01-01T00:00:00+00:00') AS BLOB)
            WHERE GrainTypeString = 'volume' AND CAST(PayloadBinary AS TEXT) ->> '$.intent.not_after' IS NOT NULL
            """;
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private async Task ArmExitAsync(SiloProcess silo)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add(FaultCalls.TokenHeader, _token);
        using var armed = await http.PutAsJsonAsync(new Uri(silo.Url, FaultCalls.Path), new { rules = new[] { new FaultRule(FaultPoint.VolumeAfterIntent, FaultVerb.Once, FaultAction.Exit) } });
        Assert.Equal(HttpStatusCode.OK, armed.StatusCode);
    }

    /// <summary>The volume's open operation, once it says that it waits.</summary>
    private async Task<JsonElement> WaitingAsync(string volume)
    {
        JsonElement operation = default;
        await Eventually.Is("the volume says what it waits for", async () =>
        {
            operation = (await _api!.GetAsync($"orleans-storage/volumes/{volume}/operation")).Expect(HttpStatusCode.OK).GetProperty("operation");
            return operation.ValueKind == JsonValueKind.Object && operation.GetProperty("waits_for").ValueKind == JsonValueKind.String;
        }, TimeSpan.FromSeconds(30));
        return operation;
    }

    /// <summary>A PostgreSQL of the test's own.</summary>
    private sealed class StartedServer : IAsyncDisposable
    {
        private readonly PostgreSqlServer _server = new();

        public async Task<string> StartAsync()
        {
            await _server.InitializeAsync();
            return await _server.NewDatabaseAsync();
        }

        public async ValueTask DisposeAsync() => await _server.DisposeAsync();
    }
}
