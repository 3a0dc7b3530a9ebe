using System.Security.Cryptography;
using System.Text;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Iscsi;

/// <summary>Connection data of every iSCSI driver of this product. Holds no array: nothing here can change one. Safe from any thread.</summary>
/// <param name="discard">Whether the array's LUNs take discards; null when it does not say.</param>
public sealed class IscsiConnectionReader(bool? discard) : IConnectionReader
{
    /// <summary>The longest initiator name that iSCSI allows, in bytes (RFC 7143, section 4.2.7.1).</summary>
    private const int LongestName = 223;

    /// <inheritdoc/>
    public ConnectionData InitializeConnection(ArrayVolume volume, Connector connector, ExportLocation export, Secret chapSecret) => new IscsiConnectionData
    {
        VolumeId = volume.Id,
        Portals = export.Portals,
        TargetIqn = export.TargetName,
        TargetLun = export.Lun,
        AuthUsername = ChapUser(volume.Id, connector),
        AuthPassword = chapSecret,
        Discard = discard,
    };

    /// <inheritdoc/>
    public string? ValidateConnector(Connector connector) => connector.Initiator switch
    {
        null or "" => "initiator: an iSCSI volume needs the initiator name (IQN) of the host.",
        { Length: > LongestName } => $"initiator: an iSCSI name has at most {LongestName} characters.",
        var name when !name.All(IsNameCharacter) => "initiator: an iSCSI name has only letters, digits, '.', '-', ':' and '_'.",
        var name when !char.IsAsciiLetter(name[0]) || name.Equals("ALL", StringComparison.OrdinalIgnoreCase) => "initiator: this is not an iSCSI name, such as iqn.1993-08.org.debian:01:abc.",
        _ => null,
    };

    /// <summary>
    /// The CHAP user of one initiator on one volume: a pure function, so that it need not be recorded. It differs per volume and host because arrays bind accounts to targets and not to hosts:
    /// with a user of its own, one host's secret never opens another's session. Starts with <see cref="ChapUserPrefix"/>, this product's mark.
    /// </summary>
    public static string ChapUser(VolumeId volume, Connector connector) => ChapUserOfVolume(volume) + Digest(connector.Initiator ?? "");

    /// <summary>What the CHAP users of every host of one volume start with.</summary>
    public static string ChapUserOfVolume(VolumeId volume) => $"{ChapUserPrefix}{volume.Value:N}-";

    /// <summary>What every CHAP user that this product makes starts with.</summary>
    public const string ChapUserPrefix = "os-";

    private static string Digest(string initiator) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(initiator)).AsSpan(0, 8));

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '_';
}
