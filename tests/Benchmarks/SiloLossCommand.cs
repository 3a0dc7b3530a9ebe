using System.CommandLine;
using System.Globalization;
using OrleansStorage.Benchmarks.SiloLoss;

namespace OrleansStorage.Benchmarks;

/// <summary><c>silo-loss</c>: kills one of three silos under load and says how long its volumes did not answer.</summary>
internal static class SiloLossCommand
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "how many losses", DefaultValueFactory = _ => 6 };
        var volumes = new Option<int>("--volumes") { Description = "volumes that are attached and detached all the time", DefaultValueFactory = _ => 30 };
        var hang = new Option<bool>("--hang") { Description = "SIGSTOP instead of SIGKILL" };
        var probe = Setting("--probe-timeout-ms", "ProbeTimeoutMs");
        var missed = Setting("--missed-probes", "NumMissedProbesLimit");
        var votes = Setting("--votes", "NumVotesForDeathDeclaration");
        var liveness = new Option<bool>("--liveness-check") { Description = "Storage:Clustering:ConnectionLivenessCheck" };
        var directory = new Option<string>("--grain-directory") { Description = "Storage:Silo:GrainDirectory", DefaultValueFactory = _ => "Local" };
        var command = new Command("silo-loss", "Kill one of three silos under load: how long until attaches of its volumes answer again, and what others see") { runs, volumes, hang, probe, missed, votes, liveness, directory };
        command.SetAction(async parsed =>
        {
            var settings = new Dictionary<string, string> { ["Storage:Silo:GrainDirectory"] = parsed.GetValue(directory)!, ["Storage:Clustering:ConnectionLivenessCheck"] = parsed.GetValue(liveness).ToString() };
            foreach (var (option, key) in ((Option<int?>, string)[])[(probe, "ProbeTimeoutMs"), (missed, "NumMissedProbesLimit"), (votes, "NumVotesForDeathDeclaration")])
            {
                if (parsed.GetValue(option) is { } value) settings["Storage:Clustering:" + key] = value.ToString(CultureInfo.InvariantCulture);
            }
            await new LossSession(settings, parsed.GetValue(runs), parsed.GetValue(volumes), parsed.GetValue(hang)).RunAsync();
        });
        return command;
    }

    private static Option<int?> Setting(string name, string key) => new(name) { Description = $"Storage:Clustering:{key}; the product's default when absent" };
}
