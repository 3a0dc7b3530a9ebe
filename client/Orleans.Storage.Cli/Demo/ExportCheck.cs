namespace OrleansStorage.Cli.Demo;

/// <summary>The check that matters: what the arrays let in, beside who has an attachment. Immutable.</summary>
/// <param name="When">The moment of the check.</param>
/// <param name="Attachments">Attachments with a host connected.</param>
/// <param name="Expected">Pairs of a volume and a host with an attachment: so many exports there must be.</param>
/// <param name="OnArray">Exports of the demo's volumes that the arrays show.</param>
/// <param name="Recorded">Exports of the demo's volumes on record.</param>
/// <param name="Differences">One sentence for each thing that is not as it must be.</param>
public sealed record ExportCheck(string When, int Attachments, int Expected, int OnArray, int Recorded, IReadOnlyList<string> Differences)
{
    /// <summary>Compares. Exports of volumes that are not the demo's are none of its business.</summary>
    /// <param name="when">The moment of the check.</param>
    /// <param name="attachments">The attachments that are connected now.</param>
    /// <param name="volumes">The demo's volumes, removed ones included.</param>
    /// <param name="backends">What the arrays show and what is on record.</param>
    public static ExportCheck Compare(string when, IReadOnlyCollection<DemoAttachment> attachments, IReadOnlySet<string> volumes, IReadOnlyCollection<BackendExports> backends)
    {
        var expected = attachments.Select(attachment => (attachment.VolumeId, attachment.Host)).Distinct().ToList();
        var onArray = backends.SelectMany(backend => backend.Exports ?? []).Where(export => export.VolumeId is { } id && volumes.Contains(id)).ToList();
        var recorded = backends.SelectMany(backend => backend.Recorded ?? []).Where(export => volumes.Contains(export.VolumeId)).ToList();
        IEnumerable<string> differences =
        [
            .. backends.Where(backend => backend.Exports is null).Select(backend => $"backend {backend.Name} does not say what it exports"),
            .. Compare("the array", expected.Select(pair => (pair.VolumeId, Who: pair.Host.Initiator)), onArray.Select(export => (export.VolumeId!, Who: export.Initiator ?? "nobody"))),
            .. Compare("the record", expected.Select(pair => (pair.VolumeId, Who: pair.Host.Name)), recorded.Select(export => (export.VolumeId, Who: export.Host))),
            .. recorded.Where(export => export.Phase != "exported").Select(export => $"on the record the export of volume {export.VolumeId} to {export.Host} is still {export.Phase}"),
        ];
        return new(when, attachments.Count, expected.Count, onArray.Count, recorded.Count, [.. differences]);
    }

    private static IEnumerable<string> Compare(string where, IEnumerable<(string Volume, string Who)> expected, IEnumerable<(string Volume, string Who)> found)
    {
        var counts = found.CountBy(export => export).ToDictionary();
        var wanted = expected.ToHashSet();
        foreach (var (volume, who) in wanted.Where(export => !counts.ContainsKey(export)))
            yield return $"on {where} volume {volume} is not exported to {who}, which has an attachment";
        foreach (var (export, count) in counts)
        {
            if (!wanted.Contains(export))
                yield return $"on {where} volume {export.Volume} is exported to {export.Who}, which has no attachment";
            else if (count > 1)
                yield return $"on {where} volume {export.Volume} is exported {count} times to {export.Who}";
        }
    }
}
