using System.Collections.Immutable;
using Orleans.Runtime;
using OrleansStorage.Domain.Projects;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Projects;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Projects;

/// <summary>One quota class's limits. The wire contract's §17.</summary>
[GrainType("quota-class")]
public sealed class QuotaClassGrain([PersistentState("quota-class")] IPersistentState<QuotaClassState> state, IFaultPoints faults) : Grain, IQuotaClassGrain
{
    private QuotaClassState Kept => state.ReadFor(this);

    /// <inheritdoc/>
    public async Task SetLimits(ImmutableDictionary<string, long> limits)
    {
        var types = await GrainFactory.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState();
        var unknown = limits.Keys.Where(n => !QuotaDefaults.Names.Contains(n) && !types.Any(t => QuotaDefaults.NamesOfType(t.Name).Contains(n))).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0) throw StorageError.InvalidInput($"Bad key(s) in quota set: {string.Join(", ", unknown)}").ToException();
        await state.WriteAsync(this, Kept.Limits, Kept.Limits.SetItems(limits), (kept, now) => kept.Limits = now, faults);
    }

    /// <inheritdoc/>
    public Task<ImmutableDictionary<string, long>> GetState() => Task.FromResult(Kept.Limits);
}
