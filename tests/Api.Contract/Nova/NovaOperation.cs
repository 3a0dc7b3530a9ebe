using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansStorage.Api.Tests.Nova;

/// <summary>One operation that a real Nova did: its calls in order, and how the volumes stood after. Immutable.</summary>
public sealed partial record NovaOperation(string Title, ImmutableArray<NovaCall> Calls, ImmutableArray<NovaVolume> After)
{
    /// <summary>All of them, in order: each starts where the one before it ended.</summary>
    public static ImmutableArray<NovaOperation> ReadAll()
    {
        using var reader = new StreamReader(typeof(NovaOperation).Assembly.GetManifestResourceStream("nova-zed.txt")!);
        var attachments = 0;
        return [.. reader.ReadToEnd().Split("\n== ").Skip(1).Select(text => Read(text, ref attachments))];
    }

    private static NovaOperation Read(string text, ref int attachments)
    {
        var lines = text.Split('\n');
        List<NovaCall> calls = [];
        foreach (var match in lines.Select(l => Call().Match(l)).Where(m => m.Success))
        {
            var call = new NovaCall(match.Groups["method"].Value, match.Groups["path"].Value, match.Groups["body"].Value, int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture), match.Groups["version"].Value,
                match.Value.Contains("-> connection_info", StringComparison.Ordinal));
            // The recording numbers attachments in the order of their creation.
            calls.Add(call is { Method: "POST", Path: "/attachments" } ? call with { Makes = $"<att{++attachments}>" } : call);
        }

        return new(lines[0].Trim(), [.. calls], [.. lines.Select(l => State().Match(l)).Where(m => m.Success).Select(VolumeOf)]);
    }

    private static NovaVolume VolumeOf(Match match) => new(match.Groups["name"].Value, match.Groups["status"].Value,
        [.. Attachment().Matches(match.Groups["attachments"].Value).Select(a => new NovaAttachment(a.Groups["id"].Value, a.Groups["status"].Value, a.Groups["host"].Value, a.Groups["server"].Value))]);

    [GeneratedRegex(@"^  (?<method>[A-Z]+) +(?<path>/\S*) (?<body>\{.*\})? +=> (?<status>\d+)  mv=(?<version>\S+) .*$")]
    private static partial Regex Call();

    [GeneratedRegex(@"^    state (?<name>\S+): (?<status>[\w-]+)(, attachments (?<attachments>.*))?$")]
    private static partial Regex State();

    [GeneratedRegex(@"(?<id><att\d+>) (?<status>\w+) host=(?<host>\S+) (?<server><srv\d+>)")]
    private static partial Regex Attachment();
}
