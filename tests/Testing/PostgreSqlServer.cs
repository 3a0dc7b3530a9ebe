using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Xunit;

namespace OrleansStorage.Testing;

/// <summary>
/// A real PostgreSQL of its own for a test run: a fresh cluster in a temporary directory, on the loopback and a free port, with the durable defaults. Needs Debian's <c>postgresql</c>
/// package (<c>tests/install</c>); without it the tests fail and say so. As root it runs as the user <c>postgres</c>, for PostgreSQL refuses root.
/// </summary>
public sealed class PostgreSqlServer : IAsyncLifetime
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
            "--options", $"-p {_port} -k {_directory} -c listen_addresses=127.0.0.1 -c max_connections=200", "start");

    /// <summary>Ends it at once, as a crash does: open transactions are lost, committed ones are not.</summary>
    public Task CrashAsync() => RunAsPostgresAsync("pg_ctl", "--pgdata", DataDirectory, "--wait", "--mode=immediate", "stop");

    /// <summary>A new, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        var name = "test" + Interlocked.Increment(ref _databases);
        await using var dataSource = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = dataSource.CreateCommand("CREATE DATABASE " + name);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Stops the server, by the pid in its own directory, and removes everything.</summary>
    public async Task DisposeAsync()
    {
        if (File.Exists(Path.Combine(DataDirectory, "postmaster.pid")))
            await CrashAsync();
        Directory.Delete(_directory, recursive: true);
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
