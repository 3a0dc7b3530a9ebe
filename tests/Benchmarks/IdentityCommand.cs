using System.CommandLine;
using System.Globalization;
using OrleansStorage.Testing;

namespace OrleansStorage.Benchmarks;

/// <summary><c>identity</c>: what it costs to know who asks: <c>GET /volumes/{id}</c> with a token that Keystone vouched for, against NoAuth, in turns.</summary>
internal static class IdentityCommand
{
    /// <summary>Within the quota of a project.</summary>
    private const int InFlight = 8;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "how many turns each has; the first is not counted", DefaultValueFactory = _ => 6 };
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
        for (var round = 0; round < rounds; round++)
        {
            // Who is first would have the warmer or the colder machine.
            var first = round % 2 == 0;
            await (first ? noAuth : withKeystone).RunAsync(turn, isCounted: round > 0);
            await (first ? withKeystone : noAuth).RunAsync(turn, isCounted: round > 0);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"identity costs {1 - (withKeystone.PerSecond / noAuth.PerSecond):P1} of the rate and {(withKeystone.CpuMs / noAuth.CpuMs) - 1:P1} of the silo's CPU time"));
    }

    /// <summary>A silo with one kind of identity.</summary>
    private sealed class Contender : IAsyncDisposable
    {
        private readonly List<(double PerSecond, double CpuMs)> _turns = [];
        private readonly string _name;
        private readonly SiloProcess _silo;
        private RestLoad _load = null!;

        private Contender(string name, SiloProcess silo) => (_name, _silo) = (name, silo);

        public double PerSecond => Median(t => t.PerSecond);

        public double CpuMs => Median(t => t.CpuMs);

        public static async Task<Contender> StartAsync(string name, string directory, IReadOnlyDictionary<string, string> settings, string token)
        {
            Directory.CreateDirectory(directory);
            var contender = new Contender(name, await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory, More = settings }));
            contender._load = await RestLoad.PrepareAsync(contender._silo.Settings.ApiPort, InFlight, token);
            return contender;
        }

        public async Task RunAsync(TimeSpan turn, bool isCounted)
        {
            var before = CpuTime.Read(_silo.Pid, null);
            var result = await Load.RunAsync(InFlight, turn, _load.ShowAsync);
            var cpuMs = CpuTime.Read(_silo.Pid, null).Since(before).Silo.TotalMilliseconds / result.Done;
            if (isCounted) _turns.Add((result.PerSecond, cpuMs));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_name,-8} {result.PerSecond:F0}/s p99 {result.PercentileMs(0.99):F2} ms, silo CPU {cpuMs:F4} ms each{(isCounted ? "" : " (not counted)")}"));
        }

        public async ValueTask DisposeAsync()
        {
            _load.Dispose();
            await _silo.DisposeAsync();
        }

        private double Median(Func<(double PerSecond, double CpuMs), double> of) => _turns.Select(of).Order().ElementAt(_turns.Count / 2);
    }
}
