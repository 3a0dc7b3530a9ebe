using System.Net;

namespace OrleansStorage.Api.Requests;

/// <summary>The proxies that are believed. Immutable.</summary>
public sealed class ProxyList
{
    private ProxyList(IReadOnlyList<IPNetwork> networks) => Networks = networks;

    /// <summary>Their networks; of a single address a network of one.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; }

    /// <summary>Reads addresses and networks.</summary>
    /// <returns>The list; null when one of the texts is neither.</returns>
    public static ProxyList? Parse(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        List<IPNetwork> networks = [];
        foreach (var text in texts)
        {
            if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return null;
            }
        }

        return new(networks);
    }

    /// <summary>Whether an address is one of theirs.</summary>
    public bool Contains(IPAddress? address) =>
        address is not null && Networks.Any(network => network.Contains(address) || (address.IsIPv4MappedToIPv6 && network.Contains(address.MapToIPv4())));
}
