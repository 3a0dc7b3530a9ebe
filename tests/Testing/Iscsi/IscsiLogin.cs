using OrleansStorage.Connections;

namespace OrleansStorage.Testing.Iscsi;

/// <summary>What a user-space initiator needs to log in. Immutable.</summary>
/// <param name="Initiator">Who logs in.</param>
/// <param name="Portal">Where, <c>address:port</c>.</param>
/// <param name="Target">The target's IQN.</param>
/// <param name="Lun">The LUN.</param>
/// <param name="User">The CHAP user.</param>
/// <param name="Password">The CHAP secret.</param>
public sealed record IscsiLogin(string Initiator, string Portal, string Target, int Lun, string User, string Password)
{
    /// <summary>From the connection data that the control plane gave.</summary>
    public static IscsiLogin From(ConnectionData data, string initiator) =>
        data is IscsiConnectionData i ? new(initiator, i.Portals[0], i.TargetIqn, i.TargetLun, i.AuthUsername, i.AuthPassword.Reveal) : throw new ArgumentException(data.DriverVolumeType, nameof(data));

    /// <summary>The login as a libiscsi URL.</summary>
    public string Url => $"iscsi://{User}%{Password}@{Portal}/{Target}/{Lun}";

    /// <summary>qemu's arguments that open the disk.</summary>
    public IReadOnlyList<string> QemuArguments =>
    [
        "--object", $"secret,id=chap,data={Password}", "--image-opts",
        $"driver=raw,file.driver=iscsi,file.transport=tcp,file.portal={Portal},file.target={Target},file.lun={Lun},file.initiator-name={Initiator},file.user={User},file.password-secret=chap",
    ];
}
