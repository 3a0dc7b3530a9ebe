namespace OrleansStorage.Volumes;

/// <summary>Cinder's <c>os-reset_status</c>: an operator says what is true. Null fields stay. Immutable.</summary>
/// <param name="Status">The new status.</param>
/// <param name="AttachStatus">Attached or detached; detached forgets every attachment and removes their exports.</param>
/// <param name="MigrationStatus">How a migration stands; <see cref="Volumes.MigrationStatus.None"/> for none.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ResetStatusRequest")]
public sealed record ResetStatusRequest([property: Id(0)] VolumeStatus? Status, [property: Id(1)] AttachStatus? AttachStatus,
    [property: Id(2)] MigrationStatus? MigrationStatus = null);
