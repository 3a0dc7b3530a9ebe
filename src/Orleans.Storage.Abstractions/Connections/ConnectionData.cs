namespace OrleansStorage.Connections;

/// <summary>What a host needs to log in, by protocol; one sealed record a protocol. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ConnectionData")]
public abstract record ConnectionData
{
    /// <summary>The word by which os-brick picks its connector, such as <c>iscsi</c>.</summary>
    public abstract string DriverVolumeType { get; }
}
