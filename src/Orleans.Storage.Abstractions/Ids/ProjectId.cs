using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names the tenant that owns an object, as the identity service spells it.</summary>
/// <param name="Value">The text, compared ordinally.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ProjectId")]
[JsonConverter(typeof(TextIdJsonConverter<ProjectId>))]
public readonly record struct ProjectId([property: Id(0)] string Value) : ITextId<ProjectId>
{
    /// <inheritdoc/>
    public static ProjectId From(string value) => new(value);

    /// <summary>The text itself.</summary>
    public override string ToString() => Value ?? "";
}
