using System.Diagnostics;
using System.Globalization;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>The operating system's side of our own tgtd: how it is started, and how one is recognised that a killed silo left behind. Safe from any thread.</summary>
internal static class TgtProcess
{
    /// <summary>
    /// Starts tgtd in a session of its own, so that a Ctrl-C for the silo does not reach it, and with its output in a file, since a pipe would end it when the silo dies and it logs. That takes a
    /// shell with a constant script; the arguments are no part of it.
    /// </summary>
    public static Process Start(TgtOptions options)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec setsid \"$@\" >>\"$0\" 2>&1 </dev/null", LogPath(options), .. CommandLine(options)]);
        foreach (var (name, value) in options.Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>What tgtd wrote.</summary>
    public static string LogPath(TgtOptions options) => Path.Combine(options.StateDirectory, "tgtd.log");

    /// <summary>The tgtd that serves our control socket, with its command line; null when none does. The socket's path, in its environment, is what makes it ours.</summary>
    public static (Process Process, bool IsAsConfigured)? FindLeftover(TgtOptions options)
    {
        var socket = "TGT_IPC_SOCKET=" + options.SocketPath;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            var command = ReadList(Path.Combine(directory, "cmdline"));
            if (command.Length == 0 || Path.GetFileName(command[0]) != Path.GetFileName(options.TgtdPath)) continue;
            if (!ReadList(Path.Combine(directory, "environ")).Contains(socket)) continue;
            try
            {
                return (Process.GetProcessById(pid), command.SequenceEqual(CommandLine(options)));
            }
            catch (ArgumentException)
            {
                // It ended between the look and the handle.
            }
        }
        return null;
    }

    private static string[] CommandLine(TgtOptions options) =>
        [options.TgtdPath, "-f", "-C", options.ControlPort.ToString(CultureInfo.InvariantCulture), "--iscsi", "portal=" + options.Portal];

    private static string[] ReadList(string path)
    {
        try
        {
            return File.ReadAllText(path).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
