namespace OrleansStorage.Api.Idempotency;

/// <summary>What a create makes. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="MayExist">Whether an earlier try of the same request may have made it already.</param>
internal readonly record struct NewResource(Guid Id, bool MayExist);
