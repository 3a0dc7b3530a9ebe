using System.Data.Common;

namespace OrleansStorage.Data.Failures;

/// <summary>No connection to the database was had, so nothing can have been asked of it.</summary>
internal sealed class NotConnectedException(Exception inner) : DbException(inner.Message, inner);
