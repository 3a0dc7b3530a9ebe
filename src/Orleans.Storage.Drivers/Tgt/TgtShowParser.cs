using System.Collections.Immutable;
using System.Globalization;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>Reads the text of <c>tgtadm --mode target --op show</c> (tgt 1.0.85): sections by indentation, four spaces a level. Not safe from several threads; one per text.</summary>
internal sealed class TgtShowParser
{
    private readonly ImmutableArray<TgtTarget>.Builder _targets = ImmutableArray.CreateBuilder<TgtTarget>();
    private readonly ImmutableArray<TgtLun>.Builder _luns = ImmutableArray.CreateBuilder<TgtLun>();
    private readonly ImmutableArray<TgtSession>.Builder _sessions = ImmutableArray.CreateBuilder<TgtSession>();
    private readonly ImmutableArray<string>.Builder _accounts = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _initiators = ImmutableArray.CreateBuilder<string>();
    private (int Tid, string Name)? _target;
    private string _section = "";

    /// <exception cref="FormatException">This is not what tgt 1.0.85 prints.</exception>
    public static ImmutableArray<TgtTarget> Parse(string text)
    {
        var parser = new TgtShowParser();
        foreach (var line in text.AsSpan().EnumerateLines()) parser.Read(line.ToString());
        parser.EndTarget();
        return parser._targets.ToImmutable();
    }

    private void Read(string line)
    {
        var words = line.TrimStart(' ');
        if (words.Length == 0) return;
        switch ((line.Length - words.Length) / 4)
        {
            case 0: StartTarget(words); break;
            case 1: _section = words; break;
            case 2: ReadEntry(words); break;
            default: ReadDetail(words); break;
        }
    }

    private void StartTarget(string words)
    {
        EndTarget();
        // Target 1: iqn.2010-10.org.openstack:volume-…
        var colon = words.IndexOf(':', StringComparison.Ordinal);
        if (!words.StartsWith("Target ", StringComparison.Ordinal) || colon < 0) throw new FormatException("the text of tgtadm was not understood: " + words);
        _target = (Number(words[7..colon]), words[(colon + 2)..]);
    }

    private void ReadEntry(string words)
    {
        if (_section.StartsWith("Account", StringComparison.Ordinal)) _accounts.Add(words);
        else if (_section.StartsWith("ACL", StringComparison.Ordinal)) _initiators.Add(words);
        else if (words.StartsWith("LUN: ", StringComparison.Ordinal)) _luns.Add(new(Number(words[5..]), "", 0, false, false, ""));
        else if (words.StartsWith("I_T nexus: ", StringComparison.Ordinal)) _sessions.Add(new(Number(words[11..]), "", []));
    }

    private void ReadDetail(string words)
    {
        var colon = words.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0) return;
        var (name, value) = (words[..colon], words[(colon + 2)..]);
        if (_section.StartsWith("LUN", StringComparison.Ordinal) && _luns.Count > 0) _luns[^1] = Read(_luns[^1], name, value);
        else if (_sessions.Count > 0) _sessions[^1] = Read(_sessions[^1], name, value);
    }

    private static TgtLun Read(TgtLun lun, string name, string value) => name switch
    {
        "SCSI SN" => lun with { SerialNumber = value },
        "Size" => lun with { SizeMB = long.Parse(value.AsSpan(0, value.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture) },
        "Online" => lun with { IsOnline = value == "Yes" },
        "Thin-provisioning" => lun with { IsThin = value == "Yes" },
        "Backing store path" => lun with { Path = value },
        _ => lun,
    };

    private static TgtSession Read(TgtSession session, string name, string value) => name switch
    {
        // Initiator: iqn.… alias: none
        "Initiator" => session with { Initiator = value.Split(' ')[0] },
        "Connection" => session with { Connections = session.Connections.Add(Number(value)) },
        _ => session,
    };

    private void EndTarget()
    {
        if (_target is not { } target) return;
        _targets.Add(new(target.Tid, target.Name, _luns.DrainToImmutable(), _sessions.DrainToImmutable(), _accounts.DrainToImmutable(), _initiators.DrainToImmutable()));
        _section = "";
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
