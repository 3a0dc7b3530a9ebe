using System.Text.Json.Serialization;

namespace OrleansStorage.Messages;

/// <summary>That a failed operation is to be told to its project's users, because no HTTP answer told it. Immutable.</summary>
/// <param name="Action">What was tried.</param>
/// <param name="Detail">Why it failed.</param>
/// <param name="ResourceType">What it was tried on: <c>VOLUME</c> or <c>VOLUME_SNAPSHOT</c>.</param>
/// <param name="ResourceId">Its id.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.MessageNote")]
public sealed record MessageNote([property: Id(0), JsonPropertyName("action")] MessageAction Action, [property: Id(1), JsonPropertyName("detail")] MessageDetail Detail,
    [property: Id(2), JsonPropertyName("type")] string ResourceType, [property: Id(3), JsonPropertyName("resource")] Guid ResourceId)
{
    /// <summary>The resource type of a volume.</summary>
    public const string Volume = "VOLUME";

    /// <summary>The resource type of a snapshot.</summary>
    public const string Snapshot = "VOLUME_SNAPSHOT";

    /// <summary>Cinder's name for the event, such as <c>VOLUME_VOLUME_001_003</c>.</summary>
    [JsonPropertyName("event")] public string EventId => $"VOLUME_{ResourceType}_{(int)Action:000}_{(int)Detail:000}";
}
