using Microsoft.Extensions.Logging;
using OrleansStorage.Drivers.Iscsi;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// A real iSCSI target: the Linux SCSI target daemon (tgt 1.0.85, in user space) over a directory of sparse files. A target a volume, an access rule and a CHAP account a host.
/// Options: <c>PoolDirectory</c> (required), <c>Portal</c> (127.0.0.1:3260), <c>AdvertisedPortal</c> (the portal as hosts reach it, where
/// that is another), <c>ControlPort</c> (0), <c>StartDaemon</c> (true), <c>IqnPrefix</c>
/// (iqn.2010-10.org.openstack:volume-), <c>TgtdPath</c> and <c>TgtadmPath</c> (found in the PATH and in /usr/sbin). With <c>StartDaemon</c> false the system's tgtd on that control port is used, which
/// must serve the portal; nothing of it but our own objects is touched. Several silos can use that one, on one machine: they must have the same pool directory, and tgtadm's socket.
/// <para>What tgt cannot do: it keeps nothing over a restart, and remembers no owner and no epoch (the pool directory does, in <c>.orleans-storage</c>). It takes secrets on a command line only, where other users of the machine may see them.
/// It tells no host that a disk has grown. And between two commands of a multi-attach volume's detach it crashes when somebody else makes it show its targets (see <see cref="TgtAccounts"/>).</para>
/// Safe from any thread.
/// </summary>
public sealed class TgtDriver : IDriver
{
    private readonly TgtOptions _options;
    private readonly TgtPool _pool;
    private readonly TgtLine _line;
    private readonly TgtDaemon? _daemon;

    /// <summary>Reads the options; touches nothing.</summary>
    /// <exception cref="DriverConfigurationException">An option is wrong.</exception>
    public TgtDriver(BackendConfiguration configuration)
    {
        _options = TgtOptions.Read(configuration);
        var adm = new TgtAdm(_options);
        var names = new TgtNames(_options);
        var connections = new IscsiConnectionReader(discard: true);
        _pool = new TgtPool(_options);
        var marks = new TgtMarkFiles(_options);
        _line = new TgtLine(adm, marks, configuration.Time, configuration.Faults);
        _daemon = _options.StartDaemon ? new TgtDaemon(_options, adm, configuration.LoggerFactory.CreateLogger<TgtDriver>(), configuration.Time) : null;
        Volumes = new TgtVolumes(names, _pool, _line);
        Revert = new TgtRevert(names, _pool, _line);
        Manage = new TgtManage(names, new TgtPoolObjects(_options), _pool, _line);
        Exports = new TgtExports(names, _pool, _line, connections);
        Marks = new TgtMarks(marks, _pool);
        Connections = connections;
        Traits = new()
        {
            StorageProtocol = "iSCSI",
            Concurrency = 1,
            NumbersTargets = true,
            ThinProvisioning = true,
            MaxOverSubscriptionRatio = 20,
            OnlineExtend = true,
            Multiattach = true,
            OneSiloOnly = _options.StartDaemon ? "StartDaemon is true, so each silo would start a tgtd of its own; in a cluster set it to false and run one tgtd that every silo reaches" : null,
        };
    }

    /// <inheritdoc/>
    public DriverTraits Traits { get; }

    /// <inheritdoc/>
    public IVolumeDriver Volumes { get; }

    /// <inheritdoc/>
    public IExportDriver Exports { get; }

    /// <inheritdoc/>
    public IMarkDriver Marks { get; }

    /// <inheritdoc/>
    public IRevertDriver Revert { get; }

    /// <inheritdoc/>
    public IManageDriver Manage { get; }

    /// <inheritdoc/>
    public IConnectionReader Connections { get; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _pool.Open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw _options.Wrong("PoolDirectory", $"cannot be used: {e.Message}");
        }
        RequireTool("TgtadmPath", _options.TgtadmPath);
        if (_daemon is null) return;
        RequireTool("TgtdPath", _options.TgtdPath);
        await _daemon.Start(cancellationToken);
    }

    /// <summary>Stops the daemon if it was ours.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null) await _daemon.DisposeAsync();
        _line.Dispose();
    }

    private void RequireTool(string option, string path)
    {
        if (!File.Exists(path)) throw _options.Wrong(option, $"is '{path}', where there is no such program; it is in Debian's package tgt");
    }
}
