namespace OrleansStorage.Testing.Iscsi;

/// <summary>qemu-io as an initiator: logs in, runs commands, logs out. A pattern that does not match makes it end with 1.</summary>
public static class QemuIo
{
    /// <summary>What it says to an initiator that has no rule.</summary>
    public const string TargetNotFound = "Target not found(515)";

    /// <summary>What it says to a wrong secret.</summary>
    public const string AuthenticationFailure = "Authentication failure(513)";

    /// <summary>Runs commands such as <c>write -P 0xa5 0 64k</c>.</summary>
    public static Task<ProgramOutput> Run(IscsiLogin login, params string[] commands) =>
        ProgramOutput.Run("qemu-io", [.. login.QemuArguments, .. commands.SelectMany(c => new[] { "-c", c })]);

    /// <summary>Inquires with libiscsi-bin's tool, another initiator than qemu's.</summary>
    public static Task<ProgramOutput> Inquire(IscsiLogin login) => ProgramOutput.Run("iscsi-inq", ["-i", login.Initiator, login.Url]);
}
