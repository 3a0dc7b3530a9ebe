using System.CommandLine;
using System.Globalization;
using OrleansStorage.Files;
using OrleansStorage.Testing;

namespace OrleansStorage.Benchmarks;

/// <summary><c>identity</c>: what it costs to know who asks: <c>GET /volumes/{id}</c> with a token that Keystone vouched for, against NoAuth, in turns.</summary>
internal static class IdentityCommand
{
    /// <summary>Within the quota of a project.</summary>
    private const int InFlight = 8;
    private const int WarmUpRounds = 4;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "how many turns each has, after those that warm up", DefaultValueFactory = _ => 8 };
        var seconds = new Option<double>("--seconds") { Description = "how long a turn is", DefaultValueFactory = _ => 5 };
        var command = new Command("identity", "What Keystone's tokens cost GET /volumes/{id} with a warm cache, against NoAuth") { rounds, seconds };
        command.SetAction(parsed => RunAsync(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds))));
        return command;
    }

    private static async Task RunAsync(int rounds, TimeSpan turn)
    {
        await using var keystone = new KeystoneServer();
        await keystone.StartAsync();
        using var directory = new TemporaryDirectory();
        await using var noAuth = await Contender.StartAsync("NoAuth", directory["a"], new Dictionary<string, string>(), RawHttp.NoAuthToken);
        await using var withKeystone = await Contender.StartAsync("Keystone", directory["b"], keystone.Settings, await keystone.AdminTokenAsync());
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            // Who is first would have the warmer or the colder machine.
            Contender[] order = round % 2 == 0 ? [noAuth, withKeystone] : [withKeystone, noAuth];
            foreach (var contender in order) await contender.RunAsync(turn, isCounted: round >= 0);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"identity costs {1 - Median(rounds, r => withKeystone.Turns[r].PerSecond / noAuth.Turns[r].PerSecond):P1} of the rate and {Median(rounds, r => withKeystone.Turns[r].CpuMs / noAuth.Turns[r].CpuMs) - 1:P1} of the silo's CPU time (medians of {rounds} rounds)"));
    }

    /// <summary>Rounds are compared one by one: what else the machine does changes between them more than within.</summary>
    private static double Median(int rounds, Func<int, double> ratio) => Enumerable.Range(0, rounds).Select(ratio).Order().ElementAt(rounds / 2);

    /// <summary>A silo with one kind of identity.</summary>
    private sealed class Contender : IAsyncDisposable
    {
        private readonly string _name;
        private readonly SiloProcess _silo;
        private RestLoad _load = null!;

        private Contender(string name, SiloProcess silo) => (_name, _silo) = (name, silo);

        public List<(double PerSecond, double CpuMs)> Turns { get; } = [];

        public static async Task<Contender> StartAsync(string name, string directory, IReadOnlyDictionary<string, string> settings, string token)
        {
            PrivateFiles.MakeDirectory(directory);
            var contender = new Contender(name, await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory, More = settings }));
            contender._load = await RestLoad.PrepareAsync(contender._silo.Settings.ApiPort, InFlight, token);
            return contender;
        }

        public async Task RunAsync(TimeSpan turn, bool isCounted)
        {
            var before = CpuTime.Read(_silo.Pid, null);
            var result = await Load.RunAsync(InFlight, turn, _load.ShowAsync);
            var cpuMs = CpuTime.Read(_silo.Pid, null).Since(before).Silo.TotalMilliseconds / result.Done;
            if (isCounted) Turns.Add((result.PerSecond, cpuMs));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_name,-8} {result.PerSecond:F0}/s p99 {result.PercentileMs(0.99):F2} ms, silo CPU {cpuMs:F4} ms each{(isCounted ? "" : " (not counted)")}"));
        }

        public async ValueTask DisposeAsync()
        {
            _load.Dispose();
            await _silo.DisposeAsync();
        }
    }
}
