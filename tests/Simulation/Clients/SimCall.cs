using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Simulation.Cluster;

namespace OrleansStorage.Simulation.Clients;

/// <summary>One call that a client is about to make. Immutable.</summary>
/// <param name="Volume">Of which volume.</param>
/// <param name="Event">As it is written down.</param>
/// <param name="Command">As the volume is asked; null for what is read.</param>
/// <param name="Connector">The host that it is about, if any.</param>
internal sealed record SimCall(SimVolume Volume, CallEvent Event, VolumeCommand? Command, Connector? Connector);
