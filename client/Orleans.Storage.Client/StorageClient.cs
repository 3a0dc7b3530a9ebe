using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansStorage.Client.Attachments;
using OrleansStorage.Client.Calls;
using OrleansStorage.Client.Volumes;
using OrleansStorage.Connections;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client;

/// <summary><see cref="IStorageClient"/> over the grains of a cluster. Safe from any thread; holds no state but its caller.</summary>
public sealed class StorageClient : IStorageClient
{
    private readonly ClusterCalls _calls;
    private readonly ILogger<StorageClient> _logger;
    private readonly VolumeCreation _creation;
    private readonly VolumeChanges _changes;
    private readonly AttachmentCalls _attachments;
    private readonly LiveMigrator _migrator;

    /// <summary>A client for the options' project over a connected cluster client.</summary>
    public StorageClient(IGrainFactory grains, StorageClientOptions options, TimeProvider time, ILogger<StorageClient> logger)
        : this(new ClusterCalls(grains, new CallPolicy(options, time, logger), options, time, options.Project, options.UserId), logger)
    {
    }

    private StorageClient(ClusterCalls calls, ILogger<StorageClient> logger)
    {
        _calls = calls;
        _logger = logger;
        var quota = new QuotaGate(calls);
        _creation = new(calls, quota);
        _changes = new(calls, _creation, quota);
        _attachments = new(calls, logger);
        _migrator = new(_attachments);
    }

    /// <inheritdoc/>
    public IStorageClient ForProject(ProjectId project, string userId) => new StorageClient(_calls with { Project = project, UserId = userId }, _logger);

    /// <inheritdoc/>
    public Task<VolumeDescription> CreateVolumeAsync(NewVolume volume, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return _creation.CreateAsync(volume, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<VolumeDescription?> GetVolumeAsync(VolumeId volume, CancellationToken cancellationToken = default) => _calls.FindVolumeAsync(volume, cancellationToken);

    /// <inheritdoc/>
    public Task<VolumeDescription?> WaitUntilSettledAsync(VolumeId volume, CancellationToken cancellationToken = default) =>
        _changes.WaitUntilSettledAsync(volume, cancellationToken);

    /// <inheritdoc/>
    public Task<VolumeDescription> ExtendVolumeAsync(VolumeId volume, int newSizeGiB, CancellationToken cancellationToken = default) =>
        _changes.ExtendAsync(volume, newSizeGiB, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteVolumeAsync(VolumeId volume, CancellationToken cancellationToken = default) => _changes.DeleteAsync(volume, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<TimelineEntry>> GetTimelineAsync(VolumeId volume, int limit = 100, string? marker = null, CancellationToken cancellationToken = default) =>
        _calls.Policy.RunAsync(_ => _calls.Volume(volume).GetTimeline(limit, marker, _calls.NewCaller()), cancellationToken);

    /// <inheritdoc/>
    public Task<AttachmentDescription> ReserveAsync(VolumeId volume, Guid? instance, AttachOptions? options = null, CancellationToken cancellationToken = default) =>
        _attachments.ReserveAsync(volume, instance, options, cancellationToken);

    /// <inheritdoc/>
    public Task<AttachmentResult> ConnectAsync(VolumeId volume, AttachmentId attachment, Connector connector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connector);
        return _attachments.ConnectAsync(volume, attachment, connector, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AttachmentResult> AttachAsync(VolumeId volume, Guid? instance, Connector connector, AttachOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connector);
        return _attachments.AttachAsync(volume, instance, connector, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ConnectionInfo> GetConnectionAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken = default) =>
        _attachments.GetConnectionAsync(volume, attachment, cancellationToken);

    /// <inheritdoc/>
    public Task CompleteAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken = default) =>
        _attachments.CompleteAsync(volume, attachment, cancellationToken);

    /// <inheritdoc/>
    public Task DetachAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken = default) =>
        _attachments.DetachAsync(volume, attachment, cancellationToken);

    /// <inheritdoc/>
    public Task<ForceDetachResult> ForceDetachAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken = default) =>
        _attachments.ForceDetachAsync(volume, attachment, cancellationToken);

    /// <inheritdoc/>
    public Task<AttachmentResult> LiveMigrateAsync(LiveMigration migration, Func<AttachmentResult, CancellationToken, Task> moveGuest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(migration);
        ArgumentNullException.ThrowIfNull(moveGuest);
        return _migrator.MigrateAsync(migration, moveGuest, cancellationToken);
    }
}
