using System.Text.Json;

namespace OrleansStorage.Api.Requests;

/// <summary>Cinder's words for true and false (contract §2).</summary>
internal static class Booleans
{
    /// <summary>Every word for true, in the order in which Cinder lists them.</summary>
    public static readonly string[] True = ["True", "TRUE", "true", "1", "ON", "On", "on", "YES", "Yes", "yes", "y", "t"];

    /// <summary>Every word for false.</summary>
    public static readonly string[] False = ["False", "FALSE", "false", "0", "OFF", "Off", "off", "NO", "No", "no", "n", "f"];

    /// <summary>The value of a word; null when it is none.</summary>
    public static bool? Parse(string? word) => word is null ? null : Array.IndexOf(True, word.Trim()) >= 0 ? true : Array.IndexOf(False, word.Trim()) >= 0 ? false : null;

    /// <summary>The value of a body's boolean that passed its schema.</summary>
    public static bool Of(JsonElement value) => value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && Parse(value.GetString()) == true);

    /// <summary>A query parameter; false when absent.</summary>
    /// <exception cref="Errors.ApiException">It is no word for true or false.</exception>
    public static bool FromQuery(ApiRequest request, string name) => request.Query(name) is not { } text ? false
        : Parse(text) ?? throw Errors.ApiException.InvalidInput($"Invalid value '{text}' for '{name}': a boolean is expected.");
}
