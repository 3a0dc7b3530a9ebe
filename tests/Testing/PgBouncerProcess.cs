using System.Globalization;
using Xunit;

namespace OrleansStorage.Testing;

/// <summary>
/// Debian's PgBouncer, as it comes but for the mode, before a PostgreSQL of loopback. As root it runs as the user <c>postgres</c>, for it
/// refuses root.
/// </summary>
public sealed class PgBouncerProcess : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orleans-storage-pgbouncer-").FullName;
    private RunningProcess _process = null!;

    private PgBouncerProcess()
    {
    }

    /// <summary>Its port.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>Starts one; ends when it listens.</summary>
    /// <param name="mode"><c>session</c> or <c>transaction</c>.</param>
    /// <param name="serverPort">PostgreSQL's port.</param>
    public static async Task<PgBouncerProcess> StartAsync(string mode, int serverPort)
    {
        var bouncer = new PgBouncerProcess();
        var port = bouncer.Port.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(Path.Combine(bouncer._directory, "users"), "\"postgres\" \"\"\n");
        var file = Path.Combine(bouncer._directory, "pgbouncer.ini");
        await File.WriteAllTextAsync(file, $"""
            [databases]
            * = host=127.0.0.1 port={serverPort.ToString(CultureInfo.InvariantCulture)}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {bouncer._directory}/users
            pool_mode = {mode}
            max_client_conn = 200
            """);
        if (Environment.IsPrivilegedProcess) Assert.Equal(0, (await ProgramOutput.Run("chown", ["-R", "postgres", bouncer._directory])).ExitCode);
        bouncer._process = Environment.IsPrivilegedProcess
            ? RunningProcess.Start("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "/usr/sbin/pgbouncer", file])
            : RunningProcess.Start("/usr/sbin/pgbouncer", [file]);
        await bouncer._process.WaitForOutputAsync("process up", TimeSpan.FromSeconds(30));
        return bouncer;
    }

    /// <summary>Ends it by its id.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
