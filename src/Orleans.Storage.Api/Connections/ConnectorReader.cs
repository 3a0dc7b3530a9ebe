using System.Collections.Immutable;
using System.Text.Json;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Connections;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Connections;

/// <summary>Reads what a compute host says of itself; keeps the fields that a driver or a rule reads. Every mistake names its field (<see cref="Differences.ConnectorErrorsNameTheField"/>).</summary>
internal static class ConnectorReader
{
    private const int MaxLength = 255;

    /// <summary>The connector.</summary>
    /// <exception cref="ApiException">400: not an object, no host, or a field of the wrong type.</exception>
    public static Connector Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("connector", "an object is expected");
        }

        return new()
        {
            Host = Text(value, "host") is { Length: > 0 } host ? host : throw Invalid("connector.host", "it is required"),
            Initiator = Text(value, "initiator"),
            Ip = Text(value, "ip"),
            Nqn = Text(value, "nqn"),
            Wwpns = Texts(value, "wwpns"),
            Multipath = Flag(value, "multipath"),
            EnforceMultipath = Flag(value, "enforce_multipath"),
            Mountpoint = Text(value, "mountpoint"),
            Mode = Text(value, "mode") is { } mode ? WireName<AttachMode>.Parse(mode) ?? throw Invalid("connector.mode", "'rw' or 'ro' is expected") : null,
        };
    }

    private static string? Text(JsonElement owner, string field)
    {
        if (!owner.TryGet(field, out var value))
        {
            return null;
        }

        return Plain(value.ValueKind == JsonValueKind.String ? value.Text() : throw Invalid("connector." + field, "a text is expected"), field);
    }

    private static string Plain(string text, string field) =>
        CodePoints.Count(text) <= MaxLength && !text.Contains('\0', StringComparison.Ordinal) ? text
            : throw Invalid("connector." + field, $"a text of at most {MaxLength} characters is expected");

    private static bool Flag(JsonElement owner, string field) => owner.TryGet(field, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when Booleans.Parse(value.Text()) is { } flag => flag,
        _ => throw Invalid("connector." + field, "a boolean is expected"),
    };

    private static ImmutableArray<string> Texts(JsonElement owner, string field)
    {
        if (!owner.TryGet(field, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(v => Plain(v.Text(), field))]
            : throw Invalid("connector." + field, "a list of texts is expected");
    }

    private static ApiException Invalid(string field, string why) => ApiException.InvalidInput($"Invalid value for '{field}': {why}.");
}
