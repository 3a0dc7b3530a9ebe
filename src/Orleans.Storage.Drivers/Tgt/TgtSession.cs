using System.Collections.Immutable;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>One open session. Immutable.</summary>
/// <param name="Id">Its number within the target.</param>
/// <param name="Initiator">Who logged in.</param>
/// <param name="Connections">Its connections.</param>
internal sealed record TgtSession(int Id, string Initiator, ImmutableArray<int> Connections);
