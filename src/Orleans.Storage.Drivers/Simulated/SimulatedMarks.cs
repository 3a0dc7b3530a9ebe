using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>The mark of the simulated array; it is not reached before its journal is open.</summary>
internal sealed class SimulatedMarks(SimulatedArray array, SimulatedLine line, Func<bool> isOpen) : IMarkDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayMark>> ReadAsync(CancellationToken cancellationToken) => Call(SimulatedVerb.ReadMark, () => ArrayOutcome.Done(array.Mark), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayMark>> ClaimAsync(InstallationId owner, InstallationId? from, CancellationToken cancellationToken) =>
        Call(SimulatedVerb.ClaimMark, () => array.Claim(owner, from), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayMark>> RaiseAsync(ArrayMark mark, CancellationToken cancellationToken) => Call(SimulatedVerb.RaiseMark, () => array.Raise(mark), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<SeenEpoch>>> ListEpochsAsync(CancellationToken cancellationToken) => Call(SimulatedVerb.ListEpochs, () => ArrayOutcome.Done(array.ListEpochs()), cancellationToken);

    private Task<ArrayOutcome<T>> Call<T>(SimulatedVerb verb, Func<ArrayOutcome<T>> effect, CancellationToken cancellationToken) =>
        isOpen() ? line.Call(verb, null, effect, cancellationToken) : Task.FromResult(ArrayOutcome.Unreachable<T>("the simulated array is not started"));
}
