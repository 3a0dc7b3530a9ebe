using System.Data.Common;

namespace OrleansStorage.Data.Failures;

/// <summary>No connection to the database was had, so nothing can have been asked of it.</summary>
internal sealed class NotConnectedException(Exception inner) : DbException(inner.Message, inner)
{
    /// <summary>One line: what logs it in full, as Orleans does, has nothing to show of where, and much of it.</summary>
    public override string ToString() => $"The database gave no connection: {Message.ReplaceLineEndings(" ")}";
}
