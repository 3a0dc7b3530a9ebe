using System.CommandLine;
using OrleansStorage.Connections;

namespace OrleansStorage.Cli.Commands;

/// <summary>The options by which a command line names a host.</summary>
internal sealed class ConnectorOptions(string hostDescription, bool required)
{
    private readonly Option<string?> _host = new("--host") { Description = hostDescription, Required = required };
    private readonly Option<string?> _initiator = new("--initiator") { Description = "The host's iSCSI initiator name; needs --host" };

    /// <summary>Both, for a command.</summary>
    public IEnumerable<Symbol> Symbols => [_host, _initiator];

    /// <summary>The host that is named; null when none is.</summary>
    public Connector? Find(ParseResult parsed) => parsed.GetValue(_host) is { } host ? new() { Host = host, Initiator = parsed.GetValue(_initiator) } : null;

    /// <summary>The host that must be named.</summary>
    public Connector Read(ParseResult parsed) => new() { Host = parsed.GetRequiredValue(_host)!, Initiator = parsed.GetValue(_initiator) };
}
