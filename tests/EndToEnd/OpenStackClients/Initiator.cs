using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>User-space iSCSI initiators, as Debian has them (qemu-utils with qemu-block-extra, libiscsi-bin).</summary>
internal static class Initiator
{
    /// <summary>What libiscsi says to a host that is not let in.</summary>
    public const string NotLetIn = "Target not found(515)";

    /// <summary>What libiscsi says to a wrong secret.</summary>
    public const string WrongSecret = "Authentication failure(513)";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Logs in and runs commands of qemu-io, such as <c>read -P 0xa5 1M 64k</c>, which fails when the pattern is another.</summary>
    public static async Task<(int ExitCode, string Output)> QemuIoAsync(Login login, params string[] commands)
    {
        var image = $"driver=raw,file.driver=iscsi,file.transport=tcp,file.portal={login.Portal},file.target={login.Target},file.lun={login.Lun},"
            + $"file.initiator-name={login.Initiator},file.user={login.User},file.password-secret=secret";
        string[] arguments = ["--object", $"secret,id=secret,data={login.Secret}", "--image-opts", image, .. commands.SelectMany(command => (string[])["-c", command])];
        return await RunAsync("qemu-io", arguments);
    }

    /// <summary>Logs in and asks the LUN who it is.</summary>
    public static Task<(int ExitCode, string Output)> InquireAsync(Login login) => RunAsync("iscsi-inq", ["-i", login.Initiator, Url(login)]);

    /// <summary>Logs in and reads without an end, until its session is cut; it does not try to come back.</summary>
    public static async Task<RunningProcess> HoldSessionAsync(Login login)
    {
        var reader = RunningProcess.Start("stdbuf", ["-oL", "iscsi-perf", "-x", "0", "-i", login.Initiator, Url(login)]);
        await reader.WaitForOutputAsync("infinite runtime", Timeout);
        return reader;
    }

    private static string Url(Login login) => $"iscsi://{login.User}%{login.Secret}@{login.Portal}/{login.Target}/{login.Lun}";

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments)
    {
        await using var process = RunningProcess.Start(program, arguments);
        return (await process.WaitForExitAsync(Timeout), process.Output);
    }
}
