using System.Text.Json.Serialization;
using OrleansStorage.Ids;
using OrleansStorage.Messages;

namespace OrleansStorage.Operations;

/// <summary>One finished operation of a volume's timeline: what was asked, by whom, how it ended. No secret. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.OperationEntry")]
public sealed record OperationEntry
{
    /// <summary>Its id; the array's log carries the same.</summary>
    [Id(0), JsonPropertyName("id")] public required OperationId Id { get; init; }
    /// <summary>What was asked, such as <c>connect-attachment</c>.</summary>
    [Id(1), JsonPropertyName("kind")] public required string Kind { get; init; }
    /// <summary>The attachment, snapshot or host it was about; null for the volume itself.</summary>
    [Id(2), JsonPropertyName("subject")] public string? Subject { get; init; }
    /// <summary>The volume's epoch when it ended.</summary>
    [Id(3), JsonPropertyName("epoch")] public required long Epoch { get; init; }
    /// <summary>The request's id, as the caller was told it.</summary>
    [Id(4), JsonPropertyName("request")] public required string RequestId { get; init; }
    /// <summary>Who asked.</summary>
    [Id(5), JsonPropertyName("user")] public required string UserId { get; init; }
    /// <summary>When it was accepted.</summary>
    [Id(6), JsonPropertyName("started")] public required DateTimeOffset StartedAt { get; init; }
    /// <summary>When it ended.</summary>
    [Id(7), JsonPropertyName("ended")] public required DateTimeOffset EndedAt { get; init; }
    /// <summary>Null when it succeeded, else why not.</summary>
    [Id(8), JsonPropertyName("error")] public string? Error { get; init; }
    /// <summary>The silo that served it and wrote this entry: address, port and generation.</summary>
    [Id(9), JsonPropertyName("silo")] public string? Silo { get; init; }
    /// <summary>How long it waited for the volume's earlier operations, in ms; null when it waited for none.</summary>
    [Id(10), JsonPropertyName("turn_ms")] public double? TurnMs { get; init; }
    /// <summary>How long its intent took to be put on record before the array was asked, in ms; null when the array was not asked.</summary>
    [Id(11), JsonPropertyName("intent_ms")] public double? IntentMs { get; init; }
    /// <summary>What the array was told and said; null when it was not asked.</summary>
    [Id(12), JsonPropertyName("array")] public ArrayExchange? Array { get; init; }
    /// <summary>What an operator should know of its end, although it succeeded; null for nothing.</summary>
    [Id(13), JsonPropertyName("note")] public string? Note { get; init; }
    /// <summary>What its project's users are told of its failure; null when there is nothing to tell.</summary>
    [Id(40), JsonPropertyName("message")] public MessageNote? Message { get; init; }
}
