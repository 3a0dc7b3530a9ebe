using System.Diagnostics;
using System.Globalization;

namespace OrleansStorage.Benchmarks;

/// <summary>
/// What each party has used of the processors so far. On a machine that serves the client, the silo and the database this says whom a slow figure is due to. Read from /proc (proc(5)).
/// </summary>
/// <param name="Silo">The silo's process.</param>
/// <param name="Database">The database server's processes; nothing for SQLite, which runs inside the silo.</param>
/// <param name="Client">This process.</param>
internal readonly record struct CpuTime(TimeSpan Silo, TimeSpan Database, TimeSpan Client)
{
    /// <summary>Reads the processors' accounts.</summary>
    public static CpuTime Read(int siloPid, int? databasePid) => new(
        Of(siloPid),
        databasePid is { } pid ? Of(pid) + Children(pid) : TimeSpan.Zero,
        Process.GetCurrentProcess().TotalProcessorTime);

    /// <summary>What was used since <paramref name="earlier"/>.</summary>
    public CpuTime Since(CpuTime earlier) => new(Silo - earlier.Silo, Database - earlier.Database, Client - earlier.Client);

    /// <summary>Milliseconds of each for one of <paramref name="operations"/>.</summary>
    public string Per(int operations)
    {
        string F(TimeSpan used) => operations == 0 ? "-" : (used.TotalMilliseconds / operations).ToString("F2", CultureInfo.InvariantCulture);
        return $"{F(Silo)} / {F(Database)} / {F(Client)}";
    }

    private static TimeSpan Of(int pid) => Process.GetProcessById(pid).TotalProcessorTime;

    /// <summary>A server's children work for it as long as it lives: PostgreSQL has a process a connection.</summary>
    private static TimeSpan Children(int pid) =>
        File.ReadAllText($"/proc/{pid}/task/{pid}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => Of(int.Parse(child, CultureInfo.InvariantCulture)))
            .Aggregate(TimeSpan.Zero, (sum, used) => sum + used);
}
