using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Checking;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>The part of the sequential specification that is about a volume's data: its size and its snapshots. Pure.</summary>
internal static class DataModel
{
    public static ModelAnswer Apply(ModelVolume volume, Step step)
    {
        var (data, call) = (volume.Data, step.Call);
        return step.Kind switch
        {
            StepKind.BeginExtend => To(volume, data with { IsGrowing = true }),
            StepKind.Trouble => To(volume, data with { IsTroubled = true, IsLoose = true }),
            StepKind.Loosen => To(volume, data with { IsTroubled = false, IsLoose = true }),
            StepKind.EndExtend => data.SizeGiB >= call.SizeGiB ? ModelAnswer.No(Invariant.Linearizable, $"it has {data.SizeGiB} GiB already") : To(volume, data with { SizeGiB = call.SizeGiB, IsGrowing = false }),
            StepKind.MakeSnapshot => To(volume, data.Add(call.Snapshot!.Value)),
            StepKind.RemoveSnapshot => data.Snapshots.Contains(call.Snapshot!.Value) ? To(volume, data.Remove(call.Snapshot.Value)) : ModelAnswer.No(Invariant.Linearizable, "the snapshot is not there"),
            _ => throw new InvalidOperationException($"There is no rule for {step.Kind}."),
        };
    }

    /// <summary>Of a volume whose status an operator or an error has made, reservations that nobody connected go with it.</summary>
    public static ModelAnswer Delete(ModelVolume volume)
    {
        var isAsItWas = !volume.Data.MayRefuse && !volume.Data.IsLoose;
        if (volume.Attachments.Any(a => isAsItWas || a.Host is not null || a.Phase == ModelPhase.Complete)) return ModelAnswer.No(Invariant.S12, "it was removed while it had attachments");
        return volume.Data.Snapshots.IsEmpty ? ModelAnswer.To(volume.Die()) : ModelAnswer.No(Invariant.Linearizable, "it was removed while it had snapshots");
    }

    /// <summary>Whoever is told a size first is believed; from then on it changes only by growth.</summary>
    public static ModelAnswer Read(ModelVolume volume, CallEvent call)
    {
        var data = volume.Data;
        if (call.Snapshots is { } shown && (shown.Length != data.Snapshots.Length || data.Snapshots.Any(s => !shown.Contains(s))))
            return ModelAnswer.No(Invariant.Linearizable, $"{shown.Length} snapshots are shown, and they are not the {data.Snapshots.Length} that it has");
        if (call.SizeGiB is not { } size || data.SizeGiB == size) return ModelAnswer.To(volume);
        return data.SizeGiB is null ? To(volume, data with { SizeGiB = size }) : ModelAnswer.No(Invariant.Linearizable, $"{size} GiB are shown; it has {data.SizeGiB}");
    }

    private static ModelAnswer To(ModelVolume volume, ModelData data) => ModelAnswer.To(data == volume.Data ? volume : volume.With(data));
}
