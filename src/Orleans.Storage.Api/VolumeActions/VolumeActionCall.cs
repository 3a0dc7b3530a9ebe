using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.VolumeActions;

/// <summary>One action on one volume. Belongs to its request.</summary>
/// <param name="Request">The request.</param>
/// <param name="VolumeId">The volume, as the client wrote it.</param>
/// <param name="Volume">The volume's grain.</param>
/// <param name="Value">What the body says under the action's name; may be null.</param>
internal sealed record VolumeActionCall(ApiRequest Request, string VolumeId, IVolumeGrain Volume, JsonElement Value)
{
    /// <summary>Who asks.</summary>
    public Caller Caller => Request.Caller;

    /// <summary>Answers 202 without a body, as most actions do.</summary>
    public Task AcceptAsync() => Request.Empty(202);
}
