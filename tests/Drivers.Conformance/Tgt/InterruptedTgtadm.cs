using System.Globalization;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>A tgtadm that stops reaching its daemon after some commands, as for a silo that dies there.</summary>
internal sealed class InterruptedTgtadm
{
    private readonly string _left;

    public InterruptedTgtadm(TgtBackend backend)
    {
        _left = System.IO.Path.Combine(backend.DataDirectory, "left");
        Allow(int.MaxValue);
        Path = TgtadmScript.Write(backend.DataDirectory, $"""
            left=$(cat {_left})
            [ "$left" -gt 0 ] || exit 107
            echo $((left - 1)) >{_left}
            """);
    }

    public string Path { get; }

    /// <summary>From now on so many commands reach the daemon.</summary>
    public void Allow(int commands) => File.WriteAllText(_left, commands.ToString(CultureInfo.InvariantCulture) + "\n");
}
