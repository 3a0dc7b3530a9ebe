using System.Collections.Concurrent;
using OrleansStorage.Api.Errors;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Attachments;

/// <summary>
/// Which volume an attachment belongs to: it never changes, so what this process has seen once it need not ask the database again. Bounded: two generations of entries, the older one is dropped when the
/// younger one is full. Safe from any thread.
/// </summary>
internal sealed class AttachmentIndex(ICatalog catalog)
{
    private const int MaxEntriesPerGeneration = 50_000;
    private ConcurrentDictionary<AttachmentId, VolumeId> _young = new();
    private ConcurrentDictionary<AttachmentId, VolumeId> _old = new();
    private int _count;

    /// <summary>Keeps a mapping that is known.</summary>
    public void Remember(AttachmentId attachment, VolumeId volume)
    {
        if (!_young.TryAdd(attachment, volume) || Interlocked.Increment(ref _count) != MaxEntriesPerGeneration)
        {
            return;
        }

        _old = _young;
        _young = new();
        Volatile.Write(ref _count, 0);
    }

    /// <summary>The volume of the attachment that the client names.</summary>
    /// <exception cref="ApiException">404: there is none.</exception>
    public async ValueTask<(AttachmentId Attachment, VolumeId Volume)> FindAsync(string text)
    {
        if (!AttachmentId.TryParse(text, out var id))
        {
            throw ApiException.AttachmentNotFound(text);
        }

        if (_young.TryGetValue(id, out var volume) || _old.TryGetValue(id, out volume))
        {
            return (id, volume);
        }

        volume = await catalog.FindVolumeOfAttachmentAsync(id, CancellationToken.None) ?? throw ApiException.AttachmentNotFound(text);
        Remember(id, volume);
        return (id, volume);
    }
}
