using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using OrleansStorage.Domain.Records;
using OrleansStorage.Records;

namespace OrleansStorage.Data.Catalog;

/// <summary>Reads rows of one kind. A row that is damaged is noted and shown by what is left of it: it is one bad row, and not its whole list's end. Safe from any thread.</summary>
/// <param name="kind">What the rows are of.</param>
/// <param name="unreadable">Where damaged ones are noted.</param>
/// <param name="read">Reads a row that is as it should be.</param>
/// <param name="rest">What is left of one that is not, and why; it may throw when nothing is.</param>
/// <param name="idColumn">The column of its key.</param>
internal sealed class RowReader<T>(RecordKind kind, IUnreadableRecords unreadable, Func<DbDataReader, T> read, Func<DbDataReader, string, T> rest, int idColumn = 0)
{
    /// <summary>What goes before the column to make the key.</summary>
    public string IdPrefix { get; init; } = "";

    /// <summary>Reads one row; false when nothing is left of it.</summary>
    public bool TryRead(DbDataReader row, [MaybeNullWhen(false)] out T value)
    {
        string? why = null;
        try
        {
            value = read(row);
            unreadable.NoteReadable(kind, IdOf(row));
            return true;
        }
        catch (Exception e) when (Documents.IsDamage(e))
        {
            why = e.Message;
            unreadable.Note(kind, IdOf(row), why);
        }
        try
        {
            value = rest(row, why);
            return true;
        }
        catch (Exception e) when (Documents.IsDamage(e))
        {
            value = default;
            return false;
        }
    }

    private string IdOf(DbDataReader row) => IdPrefix + row.GetValue(idColumn);
}
