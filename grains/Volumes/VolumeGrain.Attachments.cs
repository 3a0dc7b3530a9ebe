using System.Collections.Immutable;
using System.Security.Cryptography;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Records;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Volumes;

public sealed partial class VolumeGrain
{
    /// <inheritdoc/>
    public async Task<AttachmentResult> CreateAttachment(CreateAttachmentRequest request, Caller caller)
    {
        if (request.Connector is not null) ValidateConnector(request.Connector);
        return Result((await RunAsync(new VolumeCommand.CreateAttachment(request), caller))!, request.Id);
    }

    /// <inheritdoc/>
    public async Task<AttachmentResult> ConnectAttachment(AttachmentId id, Connector connector, Caller caller)
    {
        var before = (await GetAttachment(id, caller))?.Attachment;
        if (before is not null) ValidateConnector(connector);
        var state = await RunAsync(new VolumeCommand.ConnectAttachment(id, connector), caller);
        return Result(state!, id) with { Before = before };
    }

    /// <inheritdoc/>
    public Task CompleteAttachment(AttachmentId id, Caller caller) => RunAsync(new VolumeCommand.CompleteAttachment(id), caller);

    /// <inheritdoc/>
    public async Task<ImmutableArray<AttachmentDescription>> DeleteAttachment(AttachmentId id, Caller caller)
    {
        var state = await RunAsync(new VolumeCommand.DeleteAttachment(id), caller);
        return state is null ? [] : [.. state.Attachments.Select(a => a.Describe(state))];
    }

    /// <inheritdoc/>
    public async Task<AttachmentResult?> GetAttachment(AttachmentId id, Caller caller)
    {
        await ThrowIfUnreadableAsync(caller);
        var state = _volume.State;
        var visible = state is not null && caller.MaySee(state.ProjectId) && state.FindAttachment(id) is not null;
        return visible ? Result(state!, id) : null;
    }

    /// <inheritdoc/>
    public async Task<ConnectionInfo> InitializeConnection(Connector connector, Caller caller)
    {
        await ThrowIfUnreadableAsync(caller);
        var state = _volume.State;
        var exported = state is not null && caller.MaySee(state.ProjectId) && state.ReadableExport(connector) is not null;
        if (!exported)
        {
            ValidateConnector(connector);
            state = await RunAsync(new VolumeCommand.InitializeConnection(connector), caller);
        }
        return Connection(state!, state!.FindExport(connector.Host)!, connector, null);
    }

    /// <inheritdoc/>
    public Task TerminateConnection(Connector? connector, Caller caller) => RunAsync(new VolumeCommand.TerminateConnection(connector), caller);

    /// <inheritdoc/>
    public Task Reserve(Caller caller) => RunAsync(new VolumeCommand.Reserve(), caller);

    /// <inheritdoc/>
    public Task Unreserve(Caller caller) => RunAsync(new VolumeCommand.Unreserve(), caller);

    /// <inheritdoc/>
    public Task BeginDetaching(Caller caller) => RunAsync(new VolumeCommand.BeginDetaching(), caller);

    /// <inheritdoc/>
    public Task RollDetaching(Caller caller) => RunAsync(new VolumeCommand.RollDetaching(), caller);

    /// <inheritdoc/>
    public Task Attach(LegacyAttachRequest request, Caller caller) => RunAsync(new VolumeCommand.Attach(request), caller);

    /// <inheritdoc/>
    public Task Detach(AttachmentId? id, Caller caller) => RunAsync(new VolumeCommand.Detach(id), caller);

    /// <inheritdoc/>
    public async Task<ForceDetachResult> ForceDetach(AttachmentId? id, Connector? connector, Caller caller)
    {
        await ThrowIfUnreadableAsync(caller);
        var before = _volume.State;
        var after = await RunAsync(new VolumeCommand.ForceDetach(id, connector), caller);
        return await ReadArrayAsync(before?.Backend, [.. (before?.Exports ?? []).Where(e => after?.FindExport(e.Host) is not { } left || left.Owners.Length < e.Owners.Length)]);
    }

    /// <summary>What the array shows of these hosts now: not what anybody remembers.</summary>
    private async Task<ForceDetachResult> ReadArrayAsync(BackendId? backend, ImmutableArray<Export> detached)
    {
        if (backend is null || detached.IsEmpty) return new([], null);
        var listed = await GrainFactory.GetBackend(backend.Value).ListExports();
        return listed.IsDone
            ? new([.. detached.Select(e => new DetachedHost(e.Host, e.Connector.Initiator, HostOnArray.In(listed.Value!, _id, e.Connector.Initiator)))], null)
            : new([], listed.ToError()!.Message);
    }

    private AttachmentResult Result(VolumeState state, AttachmentId id)
    {
        var attachment = state.FindAttachment(id) ?? throw StorageError.AttachmentNotFound(id).ToException();
        var export = state.ExportOf(id);
        var connection = export is { Phase: ExportPhase.Exported } ? Connection(state, export, export.Connector, id) : null;
        return new(attachment.Describe(state), connection);
    }

    private ConnectionInfo Connection(VolumeState state, Export export, Connector connector, AttachmentId? attachmentId) => new()
    {
        Data = Reader(state).InitializeConnection(new ArrayVolume(state.Id, state.SizeGiB), connector, export.Location!, Open(export)),
        AccessMode = AccessRule.Of(state),
        EnforceMultipath = connector.EnforceMultipath,
        AttachmentId = attachmentId,
        TypeId = state.TypeId,
        SizeGiB = state.SizeGiB,
    };

    /// <exception cref="StorageException">The secret is damaged, or sealed with another key: the record cannot be read so far.</exception>
    private Secret Open(Export export)
    {
        try
        {
            return _secrets.Open(export.ChapSecret);
        }
        catch (CryptographicException)
        {
            throw StorageError.Unreadable(RecordKind.Volume, _id).ToException();
        }
    }

    private void ValidateConnector(Connector connector)
    {
        if (_store.IsUnreadable || _volume.State is not { Backend: not null } state) return;
        if (Reader(state).ValidateConnector(connector) is { } why) throw StorageError.InvalidInput(why).ToException();
    }

    private Drivers.IConnectionReader Reader(VolumeState state) =>
        _backends.Find(state.Backend!.Value)?.Driver.Connections
        ?? throw new StorageError(ErrorKind.Unreachable, ErrorReason.Unreachable, $"The backend {state.Backend} is not configured on this silo.").ToException();
}
