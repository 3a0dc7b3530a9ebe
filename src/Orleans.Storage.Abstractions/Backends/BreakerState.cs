using System.Text.Json.Serialization;

namespace OrleansStorage.Backends;

/// <summary>Whether a backend's array is called. Append only: values cross wires and are a metric's.</summary>
public enum BreakerState
{
    /// <summary>Every call reaches the array.</summary>
    [JsonStringEnumMemberName("closed")] Closed = 0,
    /// <summary>The array failed too often and is tried again: one call at a time reaches it.</summary>
    [JsonStringEnumMemberName("half_open")] HalfOpen = 1,
    /// <summary>The array failed too often and is left alone: calls are answered at once.</summary>
    [JsonStringEnumMemberName("open")] Open = 2,
}
