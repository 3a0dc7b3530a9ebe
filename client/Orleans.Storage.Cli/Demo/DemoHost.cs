using OrleansStorage.Connections;

namespace OrleansStorage.Cli.Demo;

/// <summary>A compute host that exists in the demo only. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Initiator">Its iSCSI initiator name.</param>
public sealed record DemoHost(string Name, string Initiator)
{
    /// <summary>What it says of itself when it wants a volume.</summary>
    public Connector Connector => new() { Host = Name, Initiator = Initiator };

    /// <summary>The host with a number.</summary>
    public static DemoHost Number(int number) => new($"demo-host-{number:00}", $"iqn.2016-04.com.open-iscsi:demo-host-{number:00}");
}
