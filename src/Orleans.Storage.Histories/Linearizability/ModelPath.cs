using OrleansStorage.Histories.Calls;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>Where a host was told to look. Immutable.</summary>
internal sealed record ModelPath(string Host, ShownConnection Connection);
