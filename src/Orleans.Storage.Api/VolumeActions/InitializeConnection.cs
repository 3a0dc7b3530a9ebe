using OrleansStorage.Api.Connections;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Types;
using OrleansStorage.Connections;
using OrleansStorage.Errors;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-initialize_connection</c>: how the host logs in. Only the first call of a host exports; every later one reads.</summary>
internal sealed class InitializeConnection(TypeCache types) : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-initialize_connection";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_actions:initialize_connection";

    /// <inheritdoc/>
    public override int Success => 200;

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("connector", new() { Types = JsonTypes.Object | JsonTypes.String, AllowsMore = true })], "connector");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var info = await ConnectAsync(call);
        var known = await types.ForViewsAsync();
        call.Request.Answer(200, "connection_info"u8, info, (json, shown) => ConnectionInfoView.WriteNested(json, shown, known));
    }

    private static async Task<ConnectionInfo> ConnectAsync(VolumeActionCall call)
    {
        var connector = ConnectorReader.Read(call.Value.GetProperty("connector"));
        try
        {
            return await call.Volume.InitializeConnection(connector, call.Caller);
        }
        catch (StorageException e) when (ErrorTable.FaultOf(e.Error).Status == 500)
        {
            throw new ApiException(500, "Unable to fetch connection information from backend.", e);
        }
    }
}
