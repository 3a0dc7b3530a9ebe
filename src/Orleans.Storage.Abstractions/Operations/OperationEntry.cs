using System.Text.Json.Serialization;
using OrleansStorage.Ids;

namespace OrleansStorage.Operations;

/// <summary>One finished operation of a volume's timeline: what was asked, by whom, how it ended. No secret. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.OperationEntry")]
public sealed record OperationEntry
{
    /// <summary>Its id; the array's log carries the same.</summary>
    [Id(0), JsonPropertyName("id")] public required OperationId Id { get; init; }
    /// <summary>What was asked, such as <c>connect-attachment</c>.</summary>
    [Id(1), JsonPropertyName("kind")] public required string Kind { get; init; }
    /// <summary>The attachment, host or snapshot it was about.</summary>
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
}
