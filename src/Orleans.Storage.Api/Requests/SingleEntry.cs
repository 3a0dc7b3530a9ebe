using System.Text.Json;
using OrleansStorage.Api.Errors;

namespace OrleansStorage.Api.Requests;

/// <summary>The body of a call that sets one entry of a map: the path names the key, and the body has that key alone (contract §13).</summary>
internal static class SingleEntry
{
    /// <summary>The entry that the path names.</summary>
    /// <param name="request">The call.</param>
    /// <param name="entries">The part of its body that has the entry.</param>
    /// <exception cref="ApiException">400: the body has not that key, or others too.</exception>
    public static (string Key, string? Value) Read(ApiRequest request, JsonElement entries)
    {
        var key = request.Route("key");
        if (!entries.TryGetProperty(key, out var value))
        {
            throw ApiException.BadRequest("Request body and URI mismatch");
        }

        return entries.GetPropertyCount() == 1 ? (key, value.ValueKind == JsonValueKind.Null ? null : value.Text()) : throw ApiException.BadRequest("Request body contains too many items");
    }
}
