using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Xunit;

namespace OrleansStorage.Testing;

/// <summary>
/// A real PostgreSQL of its own for a test run: a fresh cluster in a temporary directory, on the loopback and a free port, with the durable defaults. Needs Debian's <c>postgresql</c>
/// package (<c>tests/install</c>); without it the tests fail and say so. As root it runs as the user <c>postgres</c>, for PostgreSQL refuses root.
/// </summary>
/// <param name="options">Further settings of the server, such as <c>max_connections=10</c>.</param>
public sealed class PostgreSqlServer(params string[] options) : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orleans-storage-pg-").FullName;
    private readonly int _port = FreePort.Next();
    private int _databases;

    /// <summary>The process id of the server; each connection is a child of it.</summary>
    public int Pid => int.Parse(File.ReadLines(Path.Combine(DataDirectory, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private string DataDirectory => Path.Combine(_directory, "data");

    /// <summary>Makes a cluster and starts it; ends when it accepts connections.</summary>
    public async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", _directory);
        await RunAsPostgresAsync("initdb", "--pgdata", DataDirectory, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync");
        await StartAsync();
    }

    /// <summary>Starts it again after <see cref="CrashAsync"/>; ends when it accepts connections.</summary>
    public Task StartAsync() =>
        RunAsPostgresAsync("pg_ctl", "--pgdata", DataDirectory, "--wait", "--timeout=60", "--log", Path.Combine(_directory, "log"),
            "--options", $"-p {_port} -k {_directory} -c listen_addresses=127.0.0.1 -c max_connections=200{string.Concat(options.Select(o => " -c " + o))}", "start");

    /// <summary>Its port.</summary>
    public int Port => _port;

    /// <summary>Runs a statement as the superuser.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var dataSource = NpgsqlDataSource.Create(ConnectionString(database) + ";Pooling=false");
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets every new transaction of every session be read-only, or not any more.</summary>
    public async Task SetReadOnlyAsync(bool readOnly)
    {
        await ExecuteAsync($"ALTER SYSTEM SET default_transaction_read_only = {(readOnly ? "on" : "off")}");
        await ExecuteAsync("SELECT pg_reload_conf()");
    }

    /// <summary>A standby that follows this server.</summary>
    public async Task<PostgreSqlServer> StartStandbyAsync()
    {
        var standby = new PostgreSqlServer();
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", standby._directory);
        await RunAsPostgresAsync("pg_basebackup", "--pgdata", standby.DataDirectory, "--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--dbname", ConnectionString("postgres").Replace(';', ' ').Replace("Username", "user", StringComparison.Ordinal).Replace("Database", "dbname", StringComparison.Ordinal).ToLowerInvariant());
        await standby.StartAsync();
        return standby;
    }

    /// <summary>Makes a standby the primary; ends when it takes writes.</summary>
    public Task PromoteAsync() => RunAsPostgresAsync("pg_ctl", "--pgdata", DataDirectory, "--wait", "promote");

    /// <summary>Freezes the server and each of its sessions: their connections stand, and nobody answers.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>Lets them go on where they were.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>Ends it at once, as a crash does: open transactions are lost, committed ones are not.</summary>
    public Task CrashAsync() => RunAsPostgresAsync("pg_ctl", "--pgdata", DataDirectory, "--wait", "--mode=immediate", "stop");

    /// <summary>A new, empty database.</summary>
    /// <param name="more">What else is said when it is made, such as <c>ENCODING 'LATIN1' TEMPLATE template0</c>.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabaseAsync(string more = "")
    {
        var name = "test" + Interlocked.Increment(ref _databases);
        await ExecuteAsync($"CREATE DATABASE {name} {more}");
        return ConnectionString(name);
    }

    /// <summary>A copy of a database that nobody is connected to.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CopyDatabaseAsync(string connectionString)
    {
        var name = "test" + Interlocked.Increment(ref _databases);
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {NameOf(connectionString)}");
        return ConnectionString(name);
    }

    /// <summary>Puts a copy in the place of a database; nobody is connected to either.</summary>
    public async Task ReplaceDatabaseAsync(string connectionString, string copy)
    {
        await ExecuteAsync($"DROP DATABASE {NameOf(connectionString)} WITH (FORCE)");
        await ExecuteAsync($"CREATE DATABASE {NameOf(connectionString)} TEMPLATE {NameOf(copy)}");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    /// <summary>Stops the server, by the pid in its own directory, and removes everything.</summary>
    public async Task DisposeAsync()
    {
        if (File.Exists(Path.Combine(DataDirectory, "postmaster.pid")))
            await CrashAsync();
        Directory.Delete(_directory, recursive: true);
    }

    // The server first: it starts no session that would be missed.
    private async Task SignalAsync(string signal)
    {
        var pid = Pid.ToString(CultureInfo.InvariantCulture);
        await RunAsync("kill", signal, pid);
        var children = (await ProgramOutput.Run("pgrep", ["-P", pid])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // Which may have ended meanwhile.
        await ProgramOutput.Run("kill", [signal, .. children]);
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    private static Task RunAsPostgresAsync(string tool, params string[] arguments)
    {
        var path = FindTool(tool);
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static string FindTool(string tool) =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin", tool)).Where(File.Exists).Order().LastOrDefault() is { } path
            ? path
            : throw new InvalidOperationException($"PostgreSQL's {tool} is not installed; run tests/install.");

    // Output goes nowhere but to the error text: a server that inherited a pipe would keep it open for ever.
    private static async Task RunAsync(string file, params string[] arguments)
    {
        var errors = Path.GetTempFileName();
        var command = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", errors, file, .. arguments])
            command.ArgumentList.Add(argument);
        using var process = Process.Start(command)!;
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(errors);
        File.Delete(errors);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }
}
