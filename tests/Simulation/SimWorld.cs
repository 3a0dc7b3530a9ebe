using OrleansStorage.Connections;
using OrleansStorage.Domain.Reconciliation;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Array;
using OrleansStorage.Simulation.Cluster;
using OrleansStorage.Simulation.Engine;
using OrleansStorage.Simulation.Recording;

namespace OrleansStorage.Simulation;

/// <summary>Everything of one run: the engine, the cluster, the array and the record of it.</summary>
internal sealed class SimWorld : ISecretSealer
{
    /// <summary>How every secret in clear begins.</summary>
    public const string SecretsBegin = "clear text of ";

    private SimBackend? _backend;
    private int _secrets;
    private int _backends;

    public SimWorld(SimPlan plan)
    {
        Plan = plan;
        World = new(plan.Seed);
        LunCoolDown = plan.Mutant == Mutant.LunReusedAtOnce ? TimeSpan.Zero : TimeSpan.FromMinutes(1);
        Recorder = new(World, plan);
        Array = new(this);
        Catalog = new(this);
        Network = new(this);
        Projects = new(this);
        Volumes = [.. plan.Volumes.Select((multiattach, i) => new SimVolume(this, i + 1, multiattach))];
        // Skew below zero takes the wait for a deadline away.
        Timeouts = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), plan.Mutant == Mutant.DeadlineIgnored ? TimeSpan.FromHours(-1) : TimeSpan.FromSeconds(1));
    }

    public static BackendId Backend { get; } = new("sim@sim#pool");

    /// <summary>Whose record it is.</summary>
    public static InstallationId Installation { get; } = new(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]));

    public SimPlan Plan { get; }
    public World World { get; }
    /// <summary>Writes the run down; another one writes what comes after a restored record.</summary>
    public HistoryRecorder Recorder { get; set; }
    public SimArray Array { get; }
    public SimCatalog Catalog { get; }
    public SimNetwork Network { get; }
    public SimProjects Projects { get; }
    public IReadOnlyList<SimVolume> Volumes { get; }
    public OperationTimeouts Timeouts { get; }

    /// <summary>What the product does by default: an orphan is left for two exports' time.</summary>
    public static ReconcileOptions Reconciling { get; } = new(TimeSpan.FromDays(30), TimeSpan.FromSeconds(31));
    public TimeSpan LunCoolDown { get; }
    public Caller Caller { get; } = new(new("project"), "user", false, "req-sim");
    public ISecretSealer Sealer => this;

    /// <summary>Whether anything may go wrong now.</summary>
    public bool AreFaultsOn { get; set; }

    /// <summary>The backend's activation; a dead one is followed by a new one.</summary>
    public SimBackend CurrentBackend => _backend is { Actor.IsDead: false } alive ? alive : _backend = new(this, $"backend.{++_backends}");

    /// <summary>What is on record of the backend.</summary>
    public BackendRecord Record { get; set; } = new(1, 0);

    /// <summary>How often the record was put back.</summary>
    public int Restores { get; set; }

    /// <summary>What is on record of the backend: target numbers below this one may have been given, and how often the record was raised.</summary>
    internal sealed record BackendRecord(int TargetNumbersBelow, long Generation);

    /// <summary>Whether this is the moment at which it goes wrong in this way. Points that are passed often get it more seldom.</summary>
    public bool Strikes(SimFault fault) => AreFaultsOn && (Plan.Faults & fault) != 0 && World.Chance.OneIn(fault is SimFault.VolumeCrash or SimFault.BackendCrash or SimFault.ReconcilerCrash or SimFault.Pause ? Plan.FaultOneIn * 4 : Plan.FaultOneIn);

    /// <summary>How long the database takes for one statement.</summary>
    public Task StoreTravelAsync(TimeProvider clock) => Strikes(SimFault.StoreSlow) ? Task.Delay(World.Chance.Ms(10, 3_000), clock) : Task.Delay(World.Chance.Ms(0, 2), clock);

    /// <summary>How far the clock of a new party is off: two never differ by more than is allowed for.</summary>
    public TimeSpan AnyClockOffset() => (Plan.Faults & SimFault.ClockSkew) == 0 ? TimeSpan.Zero : World.Chance.Ms(0, 1000) - TimeSpan.FromMilliseconds(500);

    /// <summary>The same for a volume's activation. One that is hours or days ahead is turned away by an array that remembers epochs, and where none does the silo would not have started.</summary>
    public TimeSpan AnyVolumeClockOffset() => Plan.ArrayGuardsEpochs && Strikes(SimFault.ClockSkew, oneIn: 8) ? FarAhead() : AnyClockOffset();

    /// <summary>By how much a record's deadline of an intent is wrong: now and then by what a wrong clock says.</summary>
    public TimeSpan AnyDeadlineAhead() => !Plan.ArrayGuardsEpochs && Strikes(SimFault.ClockSkew, oneIn: 8) ? FarAhead() : TimeSpan.Zero;

    private TimeSpan FarAhead() => TimeSpan.FromHours(2 + World.Chance.Below(60 * 24));

    private bool Strikes(SimFault fault, int oneIn) => AreFaultsOn && (Plan.Faults & fault) != 0 && World.Chance.OneIn(oneIn);

    SealedSecret ISecretSealer.NewSecret() => new("sealed-" + ++_secrets);

    SealedSecret ISecretSealer.Seal(Secret secret) => throw new NotSupportedException("The simulation seals nothing that it did not make.");

    Secret ISecretSealer.Open(SealedSecret secret)
    {
        var clear = SecretsBegin + secret.Value;
        Recorder.Secret(clear);
        return new(clear);
    }
}
