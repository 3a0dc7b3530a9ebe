using System.Collections.Immutable;
using System.Text.Json;
using OrleansStorage.Grains.Projects;
using OrleansStorage.Histories.Quotas;
using OrleansStorage.Projects;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>The project that every volume belongs to: its row, and the activations that messages may be brought to.</summary>
internal sealed class SimProjects(SimWorld sim)
{
    private readonly List<SimProject> _activations = [];
    private readonly SimProjectRow _row = new() { Document = JsonSerializer.Serialize(new ProjectState { Limits = LimitsOf(sim.Plan.Limits) }), Version = 1 };
    private int _named;

    /// <summary>The activation that a message is brought to: mostly the only one; in a bad moment any of several.</summary>
    public SimProject Route()
    {
        _activations.RemoveAll(a => a.Process.IsOver || a.Actor.IsDead);
        if (!sim.AreFaultsOn && _activations.Count > 1) _activations.RemoveRange(0, _activations.Count - 1);
        if (_activations.Count == 0 || (_activations.Count < 3 && sim.Strikes(SimFault.ProjectTwice)))
        {
            if (_activations.Count > 0) sim.Recorder.Note($"the project is activated beside {_activations[^1].Actor.Name}");
            _activations.Add(new(sim, _row, $"project.{++_named}"));
        }
        return _activations.Count == 1 ? _activations[0] : sim.World.Chance.Of(_activations);
    }

    /// <summary>Both quotas, as the project counts them and as they are on record.</summary>
    public ImmutableArray<QuiescedQuota> Quotas()
    {
        var (process, use) = (Route().Process, sim.Catalog.ProjectUse());
        return [Of(QuotaResource.Snapshots, use.Snapshots), Of(QuotaResource.Gigabytes, use.SizeGiB)];

        QuiescedQuota Of(string name, long recorded)
        {
            var line = process.LineOf(name);
            return new(name, line.InUse, line.Reserved, recorded);
        }
    }

    private static ImmutableDictionary<string, long> LimitsOf(ProjectLimits? limits) => ImmutableDictionary<string, long>.Empty
        .Add(QuotaResource.Volumes, -1).Add(QuotaResource.Snapshots, limits?.Snapshots ?? -1).Add(QuotaResource.Gigabytes, limits?.SizeGiB ?? -1);
}
