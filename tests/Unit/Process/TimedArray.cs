using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Faults;
using OrleansStorage.Grains.Backends;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Unit.Tests.Model;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>
/// The model's array behind the product's own slots and a clock: calls take their time, hang, and fail by chance. It notes when two calls of the volume are on it at once and when one comes with an epoch
/// or a deadline that is over.
/// </summary>
internal sealed class TimedArray(ModelArray array, Random chance, TimeProvider time) : IVolumeBackend
{
    private static readonly Fault[] Faults = Enum.GetValues<Fault>();
    private readonly ArraySlots _slots = new(4, OperationTimeouts.Default.Longest, time, NoFaultPoints.Instance);
    private int _running;

    /// <summary>Whether chance has a say; without, every call is done at once.</summary>
    public bool Faulty { get; set; } = true;

    public int Calls { get; private set; }

    public List<string> Violations { get; } = [];

    public Task<ArrayOutcome<ArrayExport?>> PerformAsync(VolumeState state, CancellationToken cancellationToken)
    {
        var intent = state.Intent!;
        var lane = intent.Kind == IntentKind.CreateExport ? AdmissionLane.Attach : AdmissionLane.Detach;
        return _slots.RunAsync(lane, Some.Project, state.Id, new(intent.OperationId, intent.Epoch, intent.NotAfter), token => ActAsync(intent, token));
    }

    public Task ReleaseAsync(VolumeState state, Release release) => Task.CompletedTask;

    public override string ToString() => $"{Calls} calls reached the array, {_running} run, {_slots.Running} hold a slot, {_slots.Waiting} wait";

    private async Task<ArrayOutcome<ArrayExport?>> ActAsync(Intent intent, CancellationToken deadline)
    {
        Calls++;
        if (++_running > 1) Violations.Add($"{intent.Kind} {intent.Host} came while another call was on the array");
        if (time.GetUtcNow() > intent.NotAfter) Violations.Add($"{intent.Kind} {intent.Host} came after its time was over");
        try
        {
            var fault = Faulty && chance.Next(4) == 0 ? Faults[chance.Next(Faults.Length)] : Fault.None;
            var inTime = await TakeTimeAsync(deadline);
            return array.Perform(intent, inTime ? fault : chance.Next(2) == 0 ? Fault.UnknownButDone : Fault.UnknownNotDone);
        }
        catch (InvalidOperationException e)
        {
            Violations.Add(e.Message);
            throw;
        }
        finally
        {
            _running--;
        }
    }

    /// <summary>False when the call was cut off at its deadline.</summary>
    private async Task<bool> TakeTimeAsync(CancellationToken deadline)
    {
        if (!Faulty) return true;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(10) == 0 ? 60_000 : chance.Next(2_000)), time, deadline);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
