using System.Text.Json;
using Orleans.Runtime;
using OrleansStorage.Grains.Projects;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>The row of the project in the database.</summary>
internal sealed class SimProjectRow
{
    public string? Document { get; set; }

    public int Version { get; set; }
}

/// <summary>One activation's way to the project's row: conditional on the version that it read, slow, and not always answered.</summary>
internal sealed class SimProjectState(SimWorld sim, SimProjectRow row, ActorClock clock) : IPersistentState<ProjectState>
{
    private int _version;

    public ProjectState State { get; set; } = new();

    public string Etag => _version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public bool RecordExists => _version > 0;

    public async Task ReadStateAsync()
    {
        await sim.StoreTravelAsync(clock);
        (State, _version) = (row.Document is null ? new() : JsonSerializer.Deserialize<ProjectState>(row.Document)!, row.Version);
    }

    public async Task WriteStateAsync()
    {
        var document = JsonSerializer.Serialize(State);
        await sim.StoreTravelAsync(clock);
        if (sim.Plan.Mutant == Mutant.PromiseWriteDropped) return;
        if (sim.Strikes(SimFault.WriteLost)) throw new StaleStateException(new InvalidOperationException("The write was lost."));
        if (_version != row.Version) throw new StaleStateException(new InvalidOperationException("Somebody else wrote."));
        row.Document = document;
        _version = ++row.Version;
        if (sim.Strikes(SimFault.WriteUnanswered)) throw new StaleStateException(new InvalidOperationException("The answer to the write was lost."));
        await sim.StoreTravelAsync(clock);
    }

    public Task ClearStateAsync() => throw new NotSupportedException("A project is never forgotten.");
}
