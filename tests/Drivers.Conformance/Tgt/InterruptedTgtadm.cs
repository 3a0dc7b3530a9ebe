using System.Diagnostics;
using System.Globalization;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>A tgtadm that stops reaching its daemon after some commands, as for a silo that dies there. The driver's watch of its daemon runs it too, at any time, so whoever reads or writes the count has it alone.</summary>
internal sealed class InterruptedTgtadm
{
    private readonly string _left;
    private readonly string _lock;

    public InterruptedTgtadm(TgtBackend backend)
    {
        _left = System.IO.Path.Combine(backend.DataDirectory, "left");
        _lock = _left + ".lock";
        Path = TgtadmScript.Write(backend.DataDirectory, $"""
            exec 9>{_lock}
            flock 9
            left=$(cat {_left})
            [ "$left" -gt 0 ] || exit 107
            echo $((left - 1)) >{_left}
            exec 9>&-
            """);
        File.WriteAllText(_left, int.MaxValue.ToString(CultureInfo.InvariantCulture));
    }

    public string Path { get; }

    /// <summary>From now on so many commands reach the daemon.</summary>
    public async Task AllowAsync(int commands)
    {
        using var write = Process.Start("flock", [_lock, "sh", "-c", string.Create(CultureInfo.InvariantCulture, $"echo {commands} >{_left}")]);
        await write.WaitForExitAsync();
        Assert.Equal(0, write.ExitCode);
    }
}
