using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>The mark of an array in another process.</summary>
internal sealed class RemoteMarks(RemoteArray array, bool sharedTarget) : IMarkDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayMark>> ReadAsync(CancellationToken cancellationToken) => Call(new(SimulatedVerb.ReadMark, sharedTarget), r => r.Mark, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayMark>> ClaimAsync(InstallationId owner, InstallationId? from, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.ClaimMark, sharedTarget) { Mark = ArrayMark.None.OwnedBy(owner), From = from }, r => r.Mark, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayMark>> RaiseAsync(ArrayMark mark, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.RaiseMark, sharedTarget) { Mark = mark }, r => r.Mark, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<SeenEpoch>>> ListEpochsAsync(CancellationToken cancellationToken) => Call(new(SimulatedVerb.ListEpochs, sharedTarget), r => r.Epochs, cancellationToken);

    private Task<ArrayOutcome<T>> Call<T>(RemoteRequest request, Func<RemoteReply, T?> answer, CancellationToken cancellationToken) =>
        array.Call(request, answer, DateTimeOffset.MaxValue, cancellationToken);
}
