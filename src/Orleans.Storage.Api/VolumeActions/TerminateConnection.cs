using System.Text.Json;
using OrleansStorage.Api.Connections;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-terminate_connection</c>: gives back what <c>os-initialize_connection</c> took. A connector of null means every host, as Cinder has it.</summary>
internal sealed class TerminateConnection : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-terminate_connection";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_actions:terminate_connection";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("connector", new() { Types = JsonTypes.Object | JsonTypes.String | JsonTypes.Null, AllowsMore = true })], "connector");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var connector = call.Value.GetProperty("connector");
        await call.Volume.TerminateConnection(connector.ValueKind == JsonValueKind.Null ? null : ConnectorReader.Read(connector), call.Caller);
        await call.AcceptAsync();
    }
}
