using System.Diagnostics;
using System.Threading.Channels;

namespace OrleansStorage.Testing.Iscsi;

/// <summary>An initiator that keeps its session open between commands, as a host does whose guest runs. Not safe from several threads; dispose it.</summary>
public sealed class HeldSession : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private int _commands;

    private HeldSession(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
    }

    /// <summary>Logs in.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public static async Task<HeldSession> Open(IscsiLogin login)
    {
        // qemu-io looks for a command only when new input comes, and would leave a second one in its buffer; and what it says must stay in order, complaints included.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec stdbuf -i0 -oL \"$@\" 2>&1", "sh", "qemu-io", .. login.QemuArguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var session = new HeldSession(Process.Start(start)!);
        await session.Run("length");
        return session;
    }

    /// <summary>Runs one command and returns what it said.</summary>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public async Task<string> Run(string command)
    {
        await Send(command);
        return await Answer(command);
    }

    /// <summary>Sends one command without waiting for its end; <see cref="Answer"/> gets what it said.</summary>
    public async Task Send(string command)
    {
        // An unknown command is echoed when its turn comes: that marks the end of the one before.
        await _process.StandardInput.WriteAsync($"{command}\nend-{++_commands}\n");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>What the last command said, once it has ended.</summary>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public async Task<string> Answer(string command, TimeSpan? patience = null)
    {
        using var late = new CancellationTokenSource(patience ?? Patience);
        var said = new List<string>();
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(late.Token))
            {
                if (line.Contains($"\"end-{_commands}\"", StringComparison.Ordinal)) return string.Join('\n', said);
                said.Add(line);
            }
            throw new InvalidOperationException("qemu-io ended; it said: " + string.Join(" | ", said));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"qemu-io did not end '{command}'; it said: {string.Join(" | ", said)}");
        }
    }

    /// <summary>Ends the initiator without a logout.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) _lines.Writer.TryComplete();
        else _lines.Writer.TryWrite(line);
    }
}
