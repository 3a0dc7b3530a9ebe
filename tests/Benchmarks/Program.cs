using System.CommandLine;

namespace OrleansStorage.Benchmarks;

/// <summary>Measures the product beside its database, in one run: <c>dotnet run --project tests/Benchmarks -c Release</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var databases = new Option<string[]>("--database") { Description = "Sqlite, PostgreSql or both", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["Sqlite", "PostgreSql"] };
        var inFlight = new Option<int[]>("--in-flight") { Description = "how many at once", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 8, 32, 128] };
        var seconds = new Option<double>("--seconds") { Description = "how long each load runs", DefaultValueFactory = _ => 5 };
        var warmUp = new Option<double>("--warm-up") { Description = "seconds of uncounted load before the first that counts", DefaultValueFactory = _ => 60 };
        var attaches = new Option<int>("--attaches") { Description = "attaches for the cost of the last against the thousandth; 0 to leave it out", DefaultValueFactory = _ => 100_000 };
        var idleVolumes = new Option<int>("--idle-volumes") { Description = "measure the memory of so many idle volumes; 0 to leave it out", DefaultValueFactory = _ => 5000 };
        var onlyAttach = new Option<bool>("--only-attach") { Description = "leave out all but the attach cycle" };
        var command = new RootCommand("Orleans.Storage benchmarks") { databases, inFlight, seconds, warmUp, attaches, idleVolumes, onlyAttach, SiloLossCommand.Create(), IdentityCommand.Create(), PagesCommand.Create() };
        command.SetAction(async parsed =>
        {
            var options = new Options(
                parsed.GetValue(databases)!,
                parsed.GetValue(inFlight)!,
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                TimeSpan.FromSeconds(parsed.GetValue(warmUp)),
                parsed.GetValue(attaches),
                parsed.GetValue(onlyAttach));
            if (parsed.GetValue(idleVolumes) is > 0 and var volumes && !options.OnlyAttach) await IdleVolumes.MeasureAsync(volumes);
            foreach (var database in options.Databases) await new Session(options, database).RunAsync();
        });
        return command.Parse(args).InvokeAsync();
    }
}
