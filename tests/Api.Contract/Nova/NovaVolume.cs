using System.Collections.Immutable;

namespace OrleansStorage.Api.Tests.Nova;

/// <summary>How a volume stood after an operation. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status; <c>gone</c> when it is not there.</param>
/// <param name="Attachments">Its attachments, in no order.</param>
public sealed record NovaVolume(string Name, string Status, ImmutableArray<NovaAttachment> Attachments);
