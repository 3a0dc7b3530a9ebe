namespace OrleansStorage.Api.Tests.Nova;

/// <summary>One attachment of a volume, as Nova sees it. Immutable.</summary>
public sealed record NovaAttachment(string Id, string Status, string Host, string Server);
