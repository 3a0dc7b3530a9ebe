using OrleansStorage.Errors;

namespace OrleansStorage.Records;

/// <summary>
/// What an operator does about records that cannot be read: finds, looks at, repairs and removes them. A record that can be read is never changed here: its object's own calls are for that. Safe from any thread;
/// every call may be repeated.
/// </summary>
public interface IRecordDoctor
{
    /// <summary>Reads every row of the database, and answers with those that cannot be read, in the order of their kinds. Takes as long as that takes.</summary>
    Task<IReadOnlyList<UnreadableRecord>> FindAsync(CancellationToken cancellationToken);

    /// <summary>The row as it is: a document, or its columns; secrets are sealed in it. Null when there is no such row.</summary>
    Task<string?> ShowAsync(RecordKind kind, string id, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a document in the place of one that cannot be read, once it was read as its object's grain will read it. Without a document: makes a row of the catalog again from the record that it belongs to.
    /// </summary>
    /// <exception cref="StorageException">There is no such row, it can be read, the document cannot, or it is another object's or older than what was done since; nothing is changed.</exception>
    Task RepairAsync(RecordKind kind, string id, string? document, CancellationToken cancellationToken);

    /// <summary>Takes a record that cannot be read off. Only the record: what is on an array stays there. The id of a volume does not come back.</summary>
    /// <exception cref="StorageException">There is no such row, it can be read, or it belongs to another record; nothing is changed.</exception>
    Task RemoveAsync(RecordKind kind, string id, CancellationToken cancellationToken);
}
