using System.Collections.Immutable;
using OrleansStorage.Histories.Quotas;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation;

/// <summary>What one run is made of; a pure function of its seed, but for what a shrink takes away. Immutable.</summary>
internal sealed record SimPlan
{
    private static readonly SimFault[] AllFaults = [.. Enum.GetValues<SimFault>().Where(f => f != SimFault.None)];

    public required ulong Seed { get; init; }
    /// <summary>Each volume: whether it is multi-attach.</summary>
    public required ImmutableArray<bool> Volumes { get; init; }
    /// <summary>The clients that work, by number.</summary>
    public required ImmutableArray<int> Clients { get; init; }
    /// <summary>How many calls each client makes.</summary>
    public required int CallsPerClient { get; init; }
    /// <summary>What may go wrong.</summary>
    public required SimFault Faults { get; init; }
    /// <summary>How seldom: one in so many chances.</summary>
    public required int FaultOneIn { get; init; }
    /// <summary>Whether the array remembers epochs and turns older ones away.</summary>
    public required bool ArrayGuardsEpochs { get; init; }
    /// <summary>Whether the volumes share one target.</summary>
    public required bool SharedTarget { get; init; }
    /// <summary>The highest LUN of the shared target. Only many are enough for an allocator that dies and forgets which of them rest.</summary>
    public required int LastLun { get; init; }
    /// <summary>How many calls the array takes at once.</summary>
    public required int Concurrency { get; init; }
    /// <summary>What the project may have; null for any amount.</summary>
    public ProjectLimits? Limits { get; init; }
    /// <summary>How many calls each client makes after the record was restored, and as many again after both were brought together.</summary>
    public int CallsAfterRestore { get; init; } = 6;
    /// <summary>The deliberate fault of the protocol that is in.</summary>
    public Mutant Mutant { get; init; }

    public static SimPlan Of(ulong seed, Mutant mutant = Mutant.None)
    {
        var chance = new Chance(seed).Fork(1);
        var faults = AllFaults.Where(_ => chance.OneIn(2)).Aggregate(SimFault.None, (all, fault) => all | fault);
        var guards = chance.OneIn(2);
        var hasFewLuns = chance.OneIn(4);
        var faultOneIn = 25 + chance.Below(200);
        var volumes = Enumerable.Range(0, 1 + chance.Below(3)).Select(_ => chance.OneIn(2)).ToImmutableArray();
        return new()
        {
            Seed = seed,
            Volumes = volumes,
            Clients = [.. Enumerable.Range(1, 2 + chance.Below(5))],
            // Where every tenth outcome is unknown, a long history has more orders than a checker can try.
            CallsPerClient = faultOneIn < 60 ? 10 + chance.Below(20) : 20 + chance.Below(40),
            Faults = hasFewLuns ? faults & ~SimFault.BackendCrash : faults,
            LastLun = hasFewLuns ? 12 : 16_383,
            FaultOneIn = faultOneIn,
            ArrayGuardsEpochs = guards,
            SharedTarget = chance.OneIn(2),
            Concurrency = 1 + chance.Below(4),
            Limits = chance.OneIn(2) ? new(1 + chance.Below(4), volumes.Length + 1 + chance.Below(12)) : null,
            Mutant = mutant,
        };
    }

    public override string ToString() =>
        $"seed {Seed}: {Volumes.Length} volumes ({Volumes.Count(m => m)} multi-attach), clients {string.Join(' ', Clients)} with {CallsPerClient} calls each, faults {Faults} one in {FaultOneIn}"
        + $"{(SharedTarget ? ", shared target" : "")}{(ArrayGuardsEpochs ? ", the array remembers epochs" : "")}{(Limits is null ? "" : $", quota {Limits.SizeGiB} GiB and {Limits.Snapshots} snapshots")}{(Mutant == Mutant.None ? "" : $", mutant {Mutant}")}";
}
