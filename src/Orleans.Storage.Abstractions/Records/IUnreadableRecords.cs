namespace OrleansStorage.Records;

/// <summary>Keeps count of the records that this silo met and could not read: each is logged once, and shown in a metric by kind until it is read again. Safe from any thread.</summary>
public interface IUnreadableRecords
{
    /// <summary>A record could not be read.</summary>
    /// <param name="kind">What it is of.</param>
    /// <param name="id">Its key.</param>
    /// <param name="why">Why not, in words for an operator; nothing of its content.</param>
    void Note(RecordKind kind, string id, string why);

    /// <summary>A record was read; nothing unless it could not be read before.</summary>
    void NoteReadable(RecordKind kind, string id);
}
