namespace OrleansStorage.Api.Tests.Nova;

/// <summary>One call of an operation. Ids are names such as <c>&lt;vol:root&gt;</c>. Immutable.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path after <c>/v3</c>; <c>/</c> is the list of versions.</param>
/// <param name="Body">Its body; empty for none.</param>
/// <param name="Status">What Cinder answered.</param>
/// <param name="Version">Its microversion; <c>-</c> for none.</param>
/// <param name="GivesConnection">Whether the answer has connection info.</param>
public sealed record NovaCall(string Method, string Path, string Body, int Status, string Version, bool GivesConnection)
{
    /// <summary>The name of the attachment that it makes; null when it makes none.</summary>
    public string? Makes { get; init; }
}
