using Orleans.Runtime;
using OrleansStorage.Domain.Volumes;

namespace OrleansStorage.Data.Conformance;

/// <summary>Writes a state under the name that the volume grain uses.</summary>
public interface IVolumeProbe : IGrainWithStringKey
{
    Task WriteAsync();
}

public sealed class VolumeProbeGrain([PersistentState("volume")] IPersistentState<VolumeState> state) : Grain, IVolumeProbe
{
    public Task WriteAsync()
    {
        state.State = Volumes.New() with { Id = new(Guid.Parse(this.GetPrimaryKeyString())) };
        return state.WriteStateAsync();
    }
}
