using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using Microsoft.Data.Sqlite;
using OrleansStorage.Testing;
using Xunit.Abstractions;

namespace OrleansStorage.Api.Tests.Fuzz;

/// <summary>100,000 requests drawn from the product's own OpenAPI document, against a whole silo. The seed of a failure is in its message.</summary>
public sealed class FuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Sqlite = "Sqlite";
    private const string PostgreSql = "PostgreSql";
    private const string Ours = "89afd400b6464bbcb12bc0a4d63e5bd3";
    private const string Others = "11111111b6464bbcb12bc0a4d63e5bd3";
    private const string Marker = "nobody-else-may-see-this";
    private const int Parallel = 4;
    private const string UnderWay = """
        SELECT (SELECT count(*) FROM intents) + (SELECT count(*) FROM volumes WHERE status IN ('creating', 'deleting', 'extending', 'managing', 'retyping', 'reverting', 'unmanaging', 'error_managing_deleting'))
             + (SELECT count(*) FROM snapshots WHERE status IN ('creating', 'deleting', 'managing', 'unmanaging', 'restoring'))
             + (SELECT count(*) FROM OrleansStorage WHERE GrainTypeString = 'volume' AND PayloadBinary IS NOT NULL AND GrainIdExtensionString NOT IN (SELECT id FROM volumes))
        """;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = Parallel });
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly FuzzPool _pool = new();
    private PostgreSqlServer? _server;
    private SiloProcess? _silo;
    private IReadOnlyList<FuzzCall> _calls = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _http.Dispose();
        if (_silo is not null) await _silo.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(PostgreSql)]
    public async Task AnyRequest_IsAnsweredWithoutAFailureAndShowsNobodyElsesObjects(string database)
    {
        await StartAsync(database);
        await SendAsync(30_000, FuzzRequest.Of(_calls, _pool, [$"admin:{Ours}", $"joe:{Ours}", $"ann:{Ours}"]), CheckFailure);
        await SendAsync(12_500, FuzzRequest.Of(_calls, _pool, [$"bob:{Others}"]), CheckVisibility);
        Assert.True(_wrong.IsEmpty, string.Join('\n', _wrong.Take(20)));
        output.WriteLine(string.Join(", ", _statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {s.Key}")));
        var successes = _statuses.Where(s => s.Key < 300).Sum(s => s.Value);
        Assert.True(successes > 4_250, $"only {successes} requests succeeded: too few to say anything");
    }

    [Fact]
    public async Task RefusedRequest_ChangesNothing()
    {
        await StartAsync(Sqlite);
        var before = await FingerprintAsync();
        await SendAsync(5_000, FuzzRequest.Of([.. _calls.Where(c => c.IsWrite)], _pool, [$"ann:{Ours}"]), (request, response, text) =>
        {
            if (response.IsSuccessStatusCode) _wrong.Enqueue($"{request}: a reader was let in: {(int)response.StatusCode} {text}");
        });
        if (await FingerprintAsync() != before) _wrong.Enqueue("the reader's requests changed something");
        await SendOneByOneAsync(10_000, FuzzRequest.Of([.. _calls.Where(c => c.IsWrite)], _pool, [$"admin:{Ours}", $"joe:{Ours}", $"bob:{Others}"]));
        Assert.True(_wrong.IsEmpty, string.Join('\n', _wrong.Take(20)));
    }

    private async Task StartAsync(string database)
    {
        if (database == PostgreSql) await (_server = new()).InitializeAsync();
        _silo = await SiloProcess.StartAsync(new()
        {
            DataDirectory = _directory.FullPath,
            PostgreSqlConnectionString = _server is null ? null : await _server.NewDatabaseAsync(),
            More = new Dictionary<string, string>
            {
                ["Storage:Identity:NoAuth:Members:0"] = "joe",
                ["Storage:Identity:NoAuth:Members:1"] = "bob",
                ["Storage:Identity:NoAuth:Readers:0"] = "ann",
            },
        });
        _calls = FuzzCall.Read(await _http.GetStringAsync(new Uri(_silo.Url, "/openapi/v3.json")));
        await MakeObjectsAsync();
    }

    /// <summary>No 5xx but a deliberate 503; a fault has its envelope; a success is the one that the document declares.</summary>
    private void CheckFailure(FuzzRequest request, HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        _statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
        var isBusy = status == 503 && response.Headers.RetryAfter is not null;
        // 501 is a word of Cinder's for what no backend can do.
        if (status >= 500 && status != 501 && !isBusy) _wrong.Enqueue($"{request}: {status} {text}");
        if (status is > 200 and < 300 or 200 && !request.Call.Successes.Contains(status)) _wrong.Enqueue($"{request}: {status} is not declared");
        if (status >= 400 && response.Content.Headers.ContentType?.MediaType == "application/json" && !IsFault(text, status)) _wrong.Enqueue($"{request}: no fault: {text}");
    }

    private void CheckVisibility(FuzzRequest request, HttpResponseMessage response, string text)
    {
        CheckFailure(request, response, text);
        if (text.Contains(Marker, StringComparison.Ordinal)) _wrong.Enqueue($"{request}: shows another project's object: {text}");
    }

    private static bool IsFault(string text, int status)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().Single().Value is { ValueKind: JsonValueKind.Object } fault && fault.GetProperty("code").GetInt32() == status && fault.TryGetProperty("message", out _);
    }

    private async Task SendAsync(int count, Gen<FuzzRequest> requests, Action<FuzzRequest, HttpResponseMessage, string> check)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        await System.Threading.Tasks.Parallel.ForEachAsync(Draw(requests, count), new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = timeout.Token }, async (request, token) =>
        {
            using var message = request.ToMessage(_silo!.Url);
            using var response = await _http.SendAsync(message, token);
            var text = await response.Content.ReadAsStringAsync(token);
            check(request, response, text);
            if (response.IsSuccessStatusCode) _pool.Learn(request, text);
        });
    }

    /// <summary>After each refusal the database is as it was. What was taken on is given time to end, so that its own writes are not taken for the next request's.</summary>
    private async Task SendOneByOneAsync(int count, Gen<FuzzRequest> requests)
    {
        var before = await FingerprintAsync();
        foreach (var request in Draw(requests, count))
        {
            using var message = request.ToMessage(_silo!.Url);
            using var response = await _http.SendAsync(message);
            var isRefused = (int)response.StatusCode is >= 400 and < 500;
            var after = await FingerprintAsync(settle: !isRefused);
            if (isRefused && after != before) _wrong.Enqueue($"{request}: was refused with {(int)response.StatusCode}, and changed {string.Join(", ", after.Split('\n').Except(before.Split('\n')).Select(Readable))}");
            before = after;
        }
    }

    private static string Readable(string state) => state.Split(": ") is [var grain, var payload] ? $"{grain}: {System.Text.Encoding.UTF8.GetString(Convert.FromHexString(payload))}" : state;

    private IEnumerable<FuzzRequest> Draw(Gen<FuzzRequest> requests, int count)
    {
        var random = new PCG(_server is null ? 1u : 2u);
        for (var i = 0; i < count; i++) yield return requests.Generate(random, null, out _);
    }

    /// <summary>Every grain's state; of projects their limits alone: a promise of quota is written before it is given, and ends by itself.</summary>
    private async Task<string> FingerprintAsync(bool settle = false)
    {
        if (settle) await Eventually.Is("nothing is under way", async () => await ReadAsync(UnderWay) == "0", Timeout);
        return await ReadAsync("SELECT group_concat(GrainTypeString || ' ' || GrainIdExtensionString || ': ' || CASE WHEN GrainTypeString = 'project' THEN hex(json_extract(CAST(PayloadBinary AS TEXT), '$.limits')) ELSE coalesce(hex(PayloadBinary), '') END, char(10)) FROM OrleansStorage");
    }

    private async Task<string> ReadAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(_directory.FullPath, "*.db").Single()};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())!.ToString()!;
    }

    private async Task MakeObjectsAsync()
    {
        using var api = new ApiClient(_silo!.Url, Ours);
        _pool.Add("types", await api.CreateTypeAsync("fuzz", new Dictionary<string, string> { ["multiattach"] = "<is> True" }));
        for (var i = 0; i < 6; i++)
        {
            var volume = await api.CreateVolumeAsync(i % 2 == 0 ? null : "fuzz");
            await api.PutAsync($"volumes/{volume}", new { volume = new { name = Marker, metadata = new { fuzz = Marker } } });
            var snapshot = (await api.PostAsync("snapshots", new { snapshot = new { volume_id = volume, name = Marker } })).Expect(System.Net.HttpStatusCode.Accepted);
            _pool.Add("volumes", volume);
            _pool.Add("snapshots", snapshot.GetProperty("snapshot").GetProperty("id").GetString()!);
            if (i > 2) _pool.Add("attachments", await api.ReserveAsync(volume));
        }
    }
}
