using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansStorage.Domain.Records;

namespace OrleansStorage.Domain.Groups;

/// <summary>How a group's state is written: one JSON object in UTF-8, without what is null. Source-generated; safe from any thread.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GroupState))]
public sealed partial class GroupStateJson : JsonSerializerContext
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a group's state, or that of a newer version.</exception>
    public static GroupState Read(ReadOnlySpan<byte> utf8)
    {
        var state = Documents.Read(utf8, static document => JsonSerializer.Deserialize(document, Default.GroupState));
        Documents.ThrowIfNewer(state.Schema, Groups.GroupState.CurrentSchema);
        if (state.ProjectId.Value is null) throw new JsonException("Its project is null.");
        Documents.ThrowIfNull(state.VolumeTypes, "volume types");
        Documents.ThrowIfNull(state.Snapshots, "snapshots");
        Documents.ThrowIfNull(state.Copies, "copies");
        Documents.ThrowIfNull(state.Adding, "volumes to come");
        Documents.ThrowIfNull(state.Removing, "volumes to leave");
        Documents.ThrowIfNull(state.Told, "told ids");
        foreach (var snapshot in state.Snapshots) Documents.ThrowIfNull(snapshot.Parts, "snapshots' parts");
        return state;
    }

    /// <summary>The state as UTF-8 JSON.</summary>
    public static byte[] Write(GroupState state) => JsonSerializer.SerializeToUtf8Bytes(state, Default.GroupState);
}
