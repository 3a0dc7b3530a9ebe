using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Client;

/// <summary>A move of one instance's volume to another host. Immutable.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Source">The attachment of the host that the guest runs on.</param>
/// <param name="Destination">The host that it moves to.</param>
/// <param name="Options">The new attachment's id and access; null for an id of the client's choice and read-write.</param>
public sealed record LiveMigration(VolumeId Volume, AttachmentId Source, Connector Destination, AttachOptions? Options = null);
