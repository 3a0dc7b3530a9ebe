using System.Collections.Concurrent;

namespace OrleansStorage.Cli.Demo;

/// <summary>What the demo has made and not yet removed: what the array should show, and what has to be cleaned up. Safe from any thread.</summary>
public sealed class DemoLedger
{
    private readonly ConcurrentDictionary<string, byte> _volumes = [];
    private readonly ConcurrentDictionary<string, byte> _everyVolume = [];
    private readonly ConcurrentDictionary<string, DemoAttachment> _attachments = [];

    /// <summary>The volumes that exist.</summary>
    public IReadOnlyCollection<string> Volumes => [.. _volumes.Keys];

    /// <summary>Every volume that ever was the demo's: an export of a removed one is the demo's too.</summary>
    public IReadOnlySet<string> EveryVolume => _everyVolume.Keys.ToHashSet();

    /// <summary>The attachments that are connected.</summary>
    public IReadOnlyCollection<DemoAttachment> Attachments => [.. _attachments.Values];

    /// <summary>A volume was made.</summary>
    public void Add(string volume)
    {
        _volumes[volume] = 0;
        _everyVolume[volume] = 0;
    }

    /// <summary>A volume is gone.</summary>
    public void Remove(string volume) => _volumes.TryRemove(volume, out _);

    /// <summary>A host was connected.</summary>
    public void Add(DemoAttachment attachment) => _attachments[attachment.Id] = attachment;

    /// <summary>An attachment is gone.</summary>
    public void Remove(DemoAttachment attachment) => _attachments.TryRemove(attachment.Id, out _);
}
