using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace OrleansStorage.Domain.Records;

/// <summary>How documents are read that may be damaged, or written by a newer version.</summary>
public static class Documents
{
    /// <summary>Reads a document; whatever is wrong with it is one kind of exception.</summary>
    /// <exception cref="JsonException">The document cannot be read; the message says where, and nothing of its content.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, Func<ReadOnlySpan<byte>, T?> read) where T : class
    {
        try
        {
            return read(utf8) ?? throw new JsonException("It is null.");
        }
        catch (Exception e) when (IsDamage(e) && e is not JsonException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <summary>Whether an exception says that what was read is not what it should be.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is JsonException or CryptographicException or FormatException or InvalidCastException or ArgumentException or OverflowException or NotSupportedException or NullReferenceException
        || (exception is InvalidOperationException and not ObjectDisposedException);

    /// <summary>Refuses what a newer version wrote: it may mean things that this one does not know.</summary>
    /// <exception cref="JsonException">It is newer.</exception>
    public static void ThrowIfNewer(int schema, int current)
    {
        if (schema > current) throw new JsonException($"It is of schema {schema}; this version knows {current}.");
    }

    /// <summary>Refuses a list that is written as null.</summary>
    /// <exception cref="JsonException">It is null.</exception>
    public static void ThrowIfNull<T>(ImmutableArray<T> list, string name)
    {
        if (list.IsDefault) throw new JsonException($"Its {name} are null.");
    }
}
