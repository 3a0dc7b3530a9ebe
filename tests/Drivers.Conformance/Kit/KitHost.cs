using System.Security.Cryptography;
using System.Text;
using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Kit;

/// <summary>One compute host of the kit. Immutable.</summary>
public sealed record KitHost(Connector Connector)
{
    public static KitHost Number(int n) => new(new Connector { Host = $"compute-{n}", Initiator = $"iqn.1993-08.org.debian:01:compute-{n}", Ip = "127.0.0.1" });

    /// <summary>Its one-time secret for a volume, the same on every repetition.</summary>
    public Secret Secret(VolumeId volume) => new(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Connector.Host} {volume}")))[..16]);
}
