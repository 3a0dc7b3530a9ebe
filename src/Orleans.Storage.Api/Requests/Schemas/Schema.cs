using System.Text.RegularExpressions;

namespace OrleansStorage.Api.Requests.Schemas;

/// <summary>What a JSON value of a request must be: the part of JSON schema (draft 4) that Cinder uses. Immutable after construction, so safe from any thread.</summary>
internal sealed class Schema
{
    /// <summary>The types it may have.</summary>
    public JsonTypes Types { get; init; }

    /// <summary>An object's known properties, checked in this order.</summary>
    public IReadOnlyList<(string Name, Schema Value)> Properties { get; init; } = [];

    /// <summary>An object's properties that must be there.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Properties of which at least one must be there; empty for no such rule.</summary>
    public IReadOnlyList<string> AnyOf { get; init; } = [];

    /// <summary>Whether an object may have properties that are not known.</summary>
    public bool AllowsMore { get; init; }

    /// <summary>What the names of unknown properties must match; null for no rule. A unit of it is a code point.</summary>
    public Regex? KeyPattern { get; init; }

    /// <summary>What the values of properties under <see cref="KeyPattern"/> must be.</summary>
    public Schema? KeyedValue { get; init; }

    /// <summary>What each item of an array must be; null for no rule.</summary>
    public Schema? Items { get; init; }

    /// <summary>The fewest properties of an object.</summary>
    public int MinProperties { get; init; }

    /// <summary>What a text must match.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The fewest code points of a text.</summary>
    public int MinLength { get; init; }

    /// <summary>The most code points of a text; 0 for no limit.</summary>
    public int MaxLength { get; init; }

    /// <summary>The least value of an integer or of a text's digits.</summary>
    public long? Minimum { get; init; }

    /// <summary>The greatest value.</summary>
    public long? Maximum { get; init; }

    /// <summary>The only values, as Python shows them, beside what they mean; empty for no rule.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether <see cref="Words"/> are those of a boolean, so that true and false are allowed too.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>A text's format: its name and test.</summary>
    public (string Name, Func<string, bool> Test)? Format { get; init; }

    /// <summary>Whether a property may be called so.</summary>
    public bool AllowsKey(string name) =>
        KeyPattern is not null && !name.Contains('\0', StringComparison.Ordinal) && KeyPattern.IsMatch(CodePoints.OneUnitEach(name));

    /// <summary>Whether a mismatch is told as Cinder tells one of a <c>oneOf</c>.</summary>
    public bool IsOneOf { get; init; }
}
