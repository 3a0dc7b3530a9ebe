using System.Text.Json;
using OrleansStorage.Api.Errors;

namespace OrleansStorage.Api.Requests;

/// <summary>The body of an action: an object whose only key names it (contract §8).</summary>
internal static class ActionBody
{
    /// <summary>The action's name.</summary>
    /// <exception cref="ApiException">400: no object, or not one key.</exception>
    public static string NameOf(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || body.GetPropertyCount() != 1)
        {
            throw ApiException.BadRequest("Malformed request body");
        }

        var properties = body.EnumerateObject();
        properties.MoveNext();
        return properties.Current.Name;
    }

    /// <summary>400 for a name that no action has.</summary>
    public static ApiException Unknown(string name) =>
        ApiException.BadRequest($"There is no such action: {name}. Verify the request body and Content-Type header and try again.");
}
