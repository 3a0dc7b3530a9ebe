namespace OrleansStorage.Backups;

/// <summary>What a project uses of its quotas of backups. Immutable.</summary>
/// <param name="Backups">How many.</param>
/// <param name="SizeGiB">Their GiB.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.BackupUse")]
public readonly record struct BackupUse([property: Id(0)] long Backups, [property: Id(1)] long SizeGiB);
