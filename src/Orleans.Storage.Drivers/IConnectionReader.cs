using OrleansStorage.Backends;
using OrleansStorage.Connections;

namespace OrleansStorage.Drivers;

/// <summary>
/// Says how a host logs in to an export that exists. It has no session and no handle on the array, so it cannot change one: that is the whole point. Pure and safe from any thread.
/// </summary>
public interface IConnectionReader
{
    /// <summary>The connection data of one host: the same for the same arguments, for ever.</summary>
    ConnectionData InitializeConnection(ArrayVolume volume, Connector connector, ExportLocation export, Secret chapSecret);

    /// <summary>Why this connector cannot be served by this protocol, naming the field; null when it can.</summary>
    string? ValidateConnector(Connector connector);
}
