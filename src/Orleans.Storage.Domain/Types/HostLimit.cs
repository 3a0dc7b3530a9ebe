namespace OrleansStorage.Domain.Types;

/// <summary>One limit that a compute host is told of a volume. Immutable.</summary>
/// <param name="Name">Its name, such as <c>total_iops_sec</c>.</param>
/// <param name="Value">Its value as the operator wrote it, or as it was computed.</param>
/// <param name="IsComputed">Whether it was computed from the volume's size, and so is a number.</param>
public readonly record struct HostLimit(string Name, string Value, bool IsComputed);
