using System.Text.Json.Serialization;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Who needs an export: an attachment, or the claim that the legacy pair takes for a host.</summary>
/// <param name="Value"><c>attachment:ID</c> or <c>claim:HOST</c>.</param>
[JsonConverter(typeof(TextIdJsonConverter<ExportOwner>))]
public readonly record struct ExportOwner(string Value) : ITextId<ExportOwner>
{
    private const string ClaimPrefix = "claim:";

    /// <inheritdoc/>
    public static ExportOwner From(string value) => new(value);

    /// <summary>An attachment.</summary>
    public static ExportOwner Attachment(AttachmentId id) => new("attachment:" + id);

    /// <summary>The legacy pair's claim for a host.</summary>
    public static ExportOwner Claim(string host) => new(ClaimPrefix + host);

    /// <summary>Whether this is a claim.</summary>
    [JsonIgnore] public bool IsClaim => Value.StartsWith(ClaimPrefix, StringComparison.Ordinal);

    /// <summary>The text itself.</summary>
    public override string ToString() => Value;
}
