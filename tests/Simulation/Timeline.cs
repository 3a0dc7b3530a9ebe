using System.Net;
using System.Text;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Records;

namespace OrleansStorage.Simulation;

/// <summary>A run as one self-contained page: what broke on top, then every event in its order, one column for clients, record, array and what went wrong.</summary>
internal static class Timeline
{
    private const string Style = "body{font:13px sans-serif}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:2px 6px;vertical-align:top;text-align:left}tr.bad{background:#fdd}.n{color:#888}.fault{color:#a40}";

    private sealed record Line(long At, long TimeMs, string Volume, int Column, string Text);

    public static string Of(RunResult run, IReadOnlyList<CheckResult> results)
    {
        var violations = results.SelectMany(r => r.Violations.Select(v => (r.Checker, Violation: v))).ToList();
        var bad = violations.Select(v => v.Violation.At).ToHashSet();
        var page = new StringBuilder($"<!DOCTYPE html><meta charset=utf-8><title>Seed {run.Plan.Seed}</title><style>{Style}</style><h1>Seed {run.Plan.Seed}</h1><p>{Text(run.Plan.ToString())}</p><ul>");
        foreach (var (checker, violation) in violations) page.Append($"<li><a href=\"#e{violation.At}\">event {violation.At}</a>: <b>{violation.Invariant}</b> ({checker}) {Text(violation.Message)}");
        page.Append("</ul><table><tr><th>event<th>ms<th>volume<th>clients<th>record<th>array<th>what went wrong");
        foreach (var line in Lines(run).OrderBy(l => l.At))
        {
            page.Append($"<tr id=e{line.At}{(bad.Contains(line.At) ? " class=bad" : "")}><td class=n>{line.At}<td class=n>{line.TimeMs}<td class=n>{line.Volume}");
            for (var column = 0; column < 4; column++) page.Append(column == line.Column ? $"<td{(column == 3 ? " class=fault" : "")}>{Text(line.Text)}" : "<td>");
        }
        return page.Append("</table>").ToString();
    }

    private static IEnumerable<Line> Lines(RunResult run) =>
        run.History.Calls.Select(c => new Line(c.At, c.TimeMs, Short(c.Volume.Value), 0, Of(c)))
            .Concat(run.History.Commits!.Value.Select(c => new Line(c.At, c.TimeMs, Short(c.Volume.Value), 1, Of(c))))
            .Concat(run.History.Mutations!.Value.Select(m => new Line(m.At, m.TimeMs, Short(m.Volume?.Value), 2, Of(m))))
            .Concat(run.Notes.Select(n => new Line(n.At, n.TimeMs, "", 3, n.What)));

    private static string Of(CallEvent c) =>
        $"{c.Client} {WireName<CallEventKind>.Of(c.Kind)} {WireName<CallAction>.Of(c.Action)} {Short(c.Attachment?.Value)} {c.Host} {(c.Connection is { } at ? $"→ {at.Target} LUN {at.Lun}" : "")} {c.Error}"
        + (c.Attachments is { } shown ? " → " + string.Join(", ", shown.Select(s => $"{Short(s.Id.Value)} {s.Status} {s.Host}")) : "");

    private static string Of(Commit c) =>
        $"{c.Writer}: epoch {c.Epoch}{(c.Intent is { } i ? $", open {i.Kind} {i.Host} until {i.NotAfterMs} ms" : "")}; exports "
        + string.Join(", ", c.Exports.Select(e => $"{e.Host} {e.Phase} ({string.Join(' ', e.Owners.Select(o => o.Split('-')[0]))})")) + "; attachments "
        + string.Join(", ", c.Attachments.Select(a => $"{Short(a.Id.Value)} {a.Status} {a.Host}"));

    private static string Of(ArrayMutation m) => $"{WireName<ArrayVerb>.Of(m.Verb)} {m.Initiator} LUN {m.Lun} epoch {m.Epoch} until {m.NotAfterMs} ms";

    private static string Short(Guid? id) => id is { } value ? value.ToString("D")[..8].TrimStart('0') : "";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
