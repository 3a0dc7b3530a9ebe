using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client.Attachments;

/// <summary>Live migration: the same instance holds the volume on two hosts for a while. Safe from any thread.</summary>
internal sealed class LiveMigrator(AttachmentCalls attachments)
{
    public async Task<AttachmentResult> MigrateAsync(LiveMigration migration, Func<AttachmentResult, CancellationToken, Task> moveGuest, CancellationToken cancellationToken)
    {
        var source = await attachments.GetAsync(migration.Volume, migration.Source, cancellationToken);
        var options = (migration.Options ?? new()) with { Id = migration.Options?.Id ?? AttachmentId.New() };
        try
        {
            var destination = await attachments.AttachAsync(migration.Volume, source.InstanceId, migration.Destination, options, cancellationToken);
            await attachments.CompleteAsync(migration.Volume, options.Id.Value, cancellationToken);
            await moveGuest(destination, cancellationToken);
        }
        catch
        {
            await attachments.TakeBackAsync(migration.Volume, options.Id.Value);
            throw;
        }
        // The guest lives on the destination now: whatever becomes of the source, its new path stays.
        await attachments.DetachAsync(migration.Volume, migration.Source, cancellationToken);
        return new(await attachments.GetAsync(migration.Volume, options.Id.Value, cancellationToken),
            await attachments.GetConnectionAsync(migration.Volume, options.Id.Value, cancellationToken));
    }
}
