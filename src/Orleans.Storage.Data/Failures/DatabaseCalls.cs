using System.Data.Common;
using Orleans.Runtime;
using OrleansStorage.Errors;

namespace OrleansStorage.Data.Failures;

/// <summary>
/// Keeps exceptions of a database's client, which no other process can read, inside the grain that met them, also where Orleans met them
/// first (reminders, membership); and takes this product's own error out of
/// what Orleans wraps it in. Safe from any thread.
/// </summary>
internal sealed class DatabaseCalls(Database database) : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception e) when (Own(e) is { } own)
        {
            throw own;
        }
    }

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception e) when (Own(e) is { } own)
        {
            throw own;
        }
    }

    /// <summary>Null for what may cross as it is.</summary>
    private StorageException? Own(Exception exception)
    {
        if (exception is StorageException) return null;
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is StorageException own) return own;
            if (inner is DbException foreign) return database.Dialect.Guard.ToException(foreign);
        }
        return null;
    }
}
