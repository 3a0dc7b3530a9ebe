using System.Net;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>A tgt backend as configured. Immutable.</summary>
internal sealed record TgtOptions
{
    /// <summary>The longest path of a UNIX socket on Linux, less tgtd's suffix of the control port.</summary>
    private const int LongestSocketPath = 98;

    public required string BackendName { get; init; }
    public required string PoolDirectory { get; init; }
    public required string Portal { get; init; }
    /// <summary>Where hosts reach the portal.</summary>
    public required string AdvertisedPortal { get; init; }
    public required int ControlPort { get; init; }
    public required bool StartDaemon { get; init; }
    public required string IqnPrefix { get; init; }
    public required string TgtdPath { get; init; }
    public required string TgtadmPath { get; init; }
    /// <summary>Where the daemon's control socket and log are.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The control socket of our own daemon; that of the system's is tgt's default.</summary>
    public string SocketPath => Path.Combine(StateDirectory, "socket");

    /// <summary>What the tools need to find the control socket.</summary>
    public IReadOnlyDictionary<string, string> Environment => StartDaemon ? new Dictionary<string, string> { ["TGT_IPC_SOCKET"] = SocketPath } : [];

    /// <exception cref="DriverConfigurationException">An option is wrong.</exception>
    public static TgtOptions Read(BackendConfiguration configuration)
    {
        var reader = new DriverOptionsReader(configuration);
        var options = new TgtOptions
        {
            BackendName = configuration.Name,
            PoolDirectory = reader.Text("PoolDirectory"),
            Portal = reader.Text("Portal", "127.0.0.1:3260"),
            AdvertisedPortal = reader.Text("AdvertisedPortal", ""),
            ControlPort = reader.Number("ControlPort", 0, 0, 65_535),
            StartDaemon = reader.Flag("StartDaemon", true),
            IqnPrefix = reader.Text("IqnPrefix", "iqn.2010-10.org.openstack:volume-"),
            TgtdPath = reader.Text("TgtdPath", Find("tgtd")),
            TgtadmPath = reader.Text("TgtadmPath", Find("tgtadm")),
            StateDirectory = Path.GetFullPath(Path.Combine(configuration.DataDirectory, "tgt", configuration.Name)),
        };
        reader.ThrowIfWrong();
        var advertised = options.AdvertisedPortal.Length > 0 ? options.AdvertisedPortal : options.Portal;
        return (options with { PoolDirectory = Path.GetFullPath(options.PoolDirectory), AdvertisedPortal = advertised }).Checked();
    }

    private TgtOptions Checked()
    {
        // tgtadm packs its parameters into one text with commas between them.
        if (PoolDirectory.AsSpan().IndexOfAny(",\"\n") >= 0) throw Wrong("PoolDirectory", $"is '{PoolDirectory}', which has a character that tgtadm cannot take");
        RequireAddress("Portal", Portal);
        var address = RequireAddress("AdvertisedPortal", AdvertisedPortal).Address;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            throw Wrong("AdvertisedPortal", $"is required beside Portal {Portal}: hosts are told where to log in, and none can reach {address}");
        if (!IqnPrefix.StartsWith("iqn.", StringComparison.Ordinal)) throw Wrong("IqnPrefix", $"is '{IqnPrefix}' and must start with iqn.");
        if (StartDaemon && SocketPath.Length > LongestSocketPath) throw Wrong("StartDaemon", $"needs a shorter data directory: the path of the control socket, {SocketPath}, is longer than {LongestSocketPath}");
        return this;
    }

    private IPEndPoint RequireAddress(string option, string value) => IPEndPoint.TryParse(value, out var address) && address.Port != 0
        ? address : throw Wrong(option, $"is '{value}', not address:port, such as 192.0.2.1:3260");

    /// <summary>A mistake in one option, in the form of all others.</summary>
    public DriverConfigurationException Wrong(string option, string what) => new($"Storage:Backends:{BackendName}:Options: {option} {what}");

    /// <summary>The program in the PATH or where Debian keeps it, which is not in everybody's PATH; its bare name when it is not there.</summary>
    private static string Find(string program) => (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin")
        .Where(d => d.Length > 0).Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists) ?? program;
}
