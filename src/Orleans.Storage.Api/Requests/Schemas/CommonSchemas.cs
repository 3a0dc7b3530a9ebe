using System.Text.RegularExpressions;

namespace OrleansStorage.Api.Requests.Schemas;

/// <summary>The values that many of Cinder's bodies share (its <c>parameter_types</c>).</summary>
internal static partial class CommonSchemas
{
    /// <summary>Anything.</summary>
    public static readonly Schema Any = new();

    /// <summary>An object with anything in it.</summary>
    public static readonly Schema AnyObject = new() { Types = JsonTypes.Object, AllowsMore = true };

    /// <summary>A text or null, up to 255 characters.</summary>
    public static readonly Schema TextOrNull = new() { Types = JsonTypes.String | JsonTypes.Null, MaxLength = 255 };

    /// <summary>A text of 1 to 255 characters that is not blank.</summary>
    public static readonly Schema Name = new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255, Format = ("name_non_mandatory_remove_white_spaces", s => !string.IsNullOrWhiteSpace(s)) };

    /// <summary>A uuid.</summary>
    public static readonly Schema Id = new() { Types = JsonTypes.String, Format = ("uuid", IsUuid) };

    /// <summary>A uuid or null.</summary>
    public static readonly Schema IdOrNull = new() { Types = JsonTypes.String | JsonTypes.Null, Format = ("uuid", IsUuid), IsOneOf = true };

    /// <summary>True, false, or a word for one.</summary>
    public static readonly Schema Boolean = new() { Types = JsonTypes.Boolean | JsonTypes.String, Words = [.. Booleans.True, .. Booleans.False], IsBoolean = true };

    /// <summary>The same, or null.</summary>
    public static readonly Schema BooleanOrNull = new() { Types = JsonTypes.Boolean | JsonTypes.String | JsonTypes.Null, Words = [.. Booleans.True, .. Booleans.False], IsBoolean = true };

    /// <summary>A size in GiB.</summary>
    public static readonly Schema Size = new() { Types = JsonTypes.Integer | JsonTypes.String, Pattern = Digits(), Minimum = 1, Maximum = int.MaxValue };

    /// <summary>A size in GiB, or null.</summary>
    public static readonly Schema SizeOrNull = new() { Types = JsonTypes.Integer | JsonTypes.String | JsonTypes.Null, Pattern = Digits(), Minimum = 1, Maximum = int.MaxValue };

    /// <summary>A number that is not negative, or null.</summary>
    public static readonly Schema WholeNumberOrNull = new() { Types = JsonTypes.Integer | JsonTypes.String | JsonTypes.Null, Pattern = Digits(), Minimum = 0, Maximum = int.MaxValue };

    /// <summary>Metadata: keys of plain characters, texts up to 255.</summary>
    public static readonly Schema Metadata = Map(MetadataKey(), new() { Types = JsonTypes.String, MaxLength = 255 }, JsonTypes.Object);

    /// <summary>Metadata or null.</summary>
    public static readonly Schema MetadataOrNull = Map(MetadataKey(), new() { Types = JsonTypes.String, MaxLength = 255 }, JsonTypes.Object | JsonTypes.Null);

    /// <summary>What is noted of an image: any keys, long texts.</summary>
    public static readonly Schema ImageMetadata = Map(AnyKey(), new() { Types = JsonTypes.String, MaxLength = 65535 }, JsonTypes.Object);

    /// <summary>Extra specs: as metadata without slash and blank, and a value may be null.</summary>
    public static readonly Schema ExtraSpecs = Map(ExtraSpecKey(), new() { Types = JsonTypes.String | JsonTypes.Null, MaxLength = 255 }, JsonTypes.Object);

    /// <summary>An object with exactly these properties.</summary>
    public static Schema Object(IReadOnlyList<(string, Schema)> properties, params IReadOnlyList<string> required) =>
        new() { Types = JsonTypes.Object, Properties = properties, Required = required };

    /// <summary>A body: one known key.</summary>
    public static Schema Body(string key, Schema value) => Object([(key, value)], key);

    private static Schema Map(Regex keys, Schema values, JsonTypes types) => new() { Types = types, KeyPattern = keys, KeyedValue = values };

    private static bool IsUuid(string text) => Guid.TryParse(text, out _);

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Digits();

    [GeneratedRegex("^[a-zA-Z0-9-_:. /]{1,255}$")]
    private static partial Regex MetadataKey();

    [GeneratedRegex(@"^[\s\S]{1,255}$")]
    private static partial Regex AnyKey();

    [GeneratedRegex("^[a-zA-Z0-9-_:.]{1,255}$")]
    private static partial Regex ExtraSpecKey();
}
