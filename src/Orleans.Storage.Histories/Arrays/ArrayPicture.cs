using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Arrays;

/// <summary>What the array exports at one moment, made from its mutation log. Changed as the log is walked.</summary>
internal sealed class ArrayPicture
{
    private readonly Dictionary<(VolumeId Volume, string Initiator), ShownExport> _exports = [];
    private readonly HashSet<(VolumeId, string)> _forgotten = [];

    /// <summary>One export: where, since which event, and whether it lets its host in.</summary>
    public sealed record ShownExport(string? Target, int? Lun, long Since, bool IsWhole);

    public IEnumerable<KeyValuePair<(VolumeId Volume, string Initiator), ShownExport>> Exports => _exports;

    public ShownExport? Find(VolumeId volume, string initiator) => _exports.GetValueOrDefault((volume, initiator));

    /// <summary>Whether a restart took it and nobody has made it again.</summary>
    public bool IsForgotten(VolumeId volume, string initiator) => _forgotten.Contains((volume, initiator));

    public bool IsExported(VolumeId volume) => _exports.Keys.Any(k => k.Volume == volume);

    /// <summary>Applies one mutation of ours.</summary>
    public void Apply(ArrayMutation mutation)
    {
        if (mutation.Verb == ArrayVerb.Restart)
        {
            _forgotten.UnionWith(_exports.Keys);
            _exports.Clear();
        }
        if (mutation is not { Volume: { } volume, Initiator: { } initiator }) return;
        if (mutation.Verb is ArrayVerb.CreateExport or ArrayVerb.CreateHalfExport) _exports[(volume, initiator)] = new(mutation.Target, mutation.Lun, mutation.At, mutation.Verb == ArrayVerb.CreateExport);
        if (mutation.Verb == ArrayVerb.RemoveExport) _exports.Remove((volume, initiator));
        if (mutation.Verb != ArrayVerb.CreateHalfExport) _forgotten.Remove((volume, initiator));
    }
}
