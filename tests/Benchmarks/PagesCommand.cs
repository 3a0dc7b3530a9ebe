using System.CommandLine;
using System.Globalization;
using Npgsql;
using OrleansStorage.Files;
using OrleansStorage.Testing;

namespace OrleansStorage.Benchmarks;

/// <summary><c>pages</c>: what a page of 1,000 of <c>GET /volumes/detail</c> costs on PostgreSQL when the catalog has many volumes, against the same page when it has no others.</summary>
internal static class PagesCommand
{
    private const int Page = 1000;
    private const int InFlight = 8;

    /// <summary>A copy of a volume that is on record, each a millisecond older than the one before; the triggers put it into the catalog.</summary>
    private const string Copies = """
        INSERT INTO orleansstorage (grainidextensionstring, graintypestring, grainidn0, grainidn1, serviceid, version, modifiedon, payload)
        SELECT copy.id, s.graintypestring, s.grainidn0, s.grainidn1, s.serviceid, 1, s.modifiedon,
               regexp_replace(replace(s.payload, s.grainidextensionstring, copy.id), '"created_at":"[^"]*"', '"created_at":"' || to_char(now() - copy.n * interval '1 ms', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '"')
        FROM (SELECT * FROM orleansstorage WHERE graintypestring = 'volume' LIMIT 1) s, (SELECT n, gen_random_uuid()::text AS id FROM generate_series(1, @count) n) copy
        """;

    public static Command Create()
    {
        var volumes = new Option<int>("--volumes") { Description = "how many the catalog has in the end", DefaultValueFactory = _ => 100_000 };
        var rounds = new Option<int>("--rounds") { Description = "how many turns each size has", DefaultValueFactory = _ => 5 };
        var seconds = new Option<double>("--seconds") { Description = "how long a turn is", DefaultValueFactory = _ => 4 };
        var command = new Command("pages", "What a page of volumes costs among many, against the same page alone") { volumes, rounds, seconds };
        command.SetAction(parsed => RunAsync(parsed.GetValue(volumes), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds))));
        return command;
    }

    // Two silos, each with its own database, take turns: what else the machine does changes between turns more than within.
    private static async Task RunAsync(int volumes, int rounds, TimeSpan turn)
    {
        var server = new PostgreSqlServer();
        await server.InitializeAsync();
        using var directory = new TemporaryDirectory();
        await using (var few = await StartAsync(server, directory["few"], Page))
        await using (var many = await StartAsync(server, directory["many"], volumes))
        {
            List<double> ratios = [];
            for (var round = -1; round < rounds; round++)
            {
                var alone = await few.RunAsync(turn);
                var among = await many.RunAsync(turn);
                if (round < 0) continue;
                ratios.Add(alone.PerSecond / among.PerSecond);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"a page of {Page:N0}: {alone.PerSecond:F1}/s p99 {alone.PercentileMs(0.99):F0} ms of {Page:N0} volumes, {among.PerSecond:F1}/s p99 {among.PercentileMs(0.99):F0} ms of {volumes:N0}"));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a page costs {ratios.Order().ElementAt(rounds / 2) - 1:+0.0 %;-0.0 %} among {volumes:N0} (median of {rounds} turns)"));
        }
        await server.DisposeAsync();
    }

    private static async Task<Catalog> StartAsync(PostgreSqlServer server, string dataDirectory, int volumes)
    {
        PrivateFiles.MakeDirectory(dataDirectory);
        var connectionString = await server.NewDatabaseAsync();
        var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = dataDirectory, PostgreSqlConnectionString = connectionString });
        var load = await RestLoad.PrepareAsync(silo.Settings.ApiPort, InFlight);
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var fill = database.CreateCommand(Copies);
        fill.CommandTimeout = 0;
        fill.Parameters.AddWithValue("count", volumes - InFlight);
        await fill.ExecuteNonQueryAsync();
        await using var analyze = database.CreateCommand("VACUUM ANALYZE");
        await analyze.ExecuteNonQueryAsync();
        return new(silo, load);
    }

    private sealed class Catalog(SiloProcess silo, RestLoad load) : IAsyncDisposable
    {
        public Task<LoadResult> RunAsync(TimeSpan turn) => Load.RunAsync(InFlight, turn, load.ListDetailAsync);

        public async ValueTask DisposeAsync()
        {
            load.Dispose();
            await silo.DisposeAsync();
        }
    }
}
