using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Domain.Volumes;

namespace OrleansStorage.Data.State;

/// <summary>Grain state as UTF-8 JSON without what is null. A volume's and a group's are written by generated code, and their names are read by the catalog's triggers. Safe from any thread.</summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) =>
        new(input switch
        {
            VolumeState volume => VolumeStateJson.Write(volume),
            GroupState group => GroupStateJson.Write(group),
            _ => JsonSerializer.SerializeToUtf8Bytes(input, Options),
        });

    /// <inheritdoc/>
    /// <exception cref="JsonException">The bytes are not such a state.</exception>
    public T Deserialize<T>(BinaryData input) =>
        typeof(T) == typeof(VolumeState) ? (T)(object)VolumeStateJson.Read(input.ToMemory().Span)
        : typeof(T) == typeof(GroupState) ? (T)(object)GroupStateJson.Read(input.ToMemory().Span)
        : JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options)!;
}
