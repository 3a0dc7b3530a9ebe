using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>/types/{id}/encryption (contract §15). A type that any volume has cannot be changed.</summary>
internal sealed class EncryptionResource(TypeLookup types) : IResource
{
    private const string Policy = "volume_extension:volume_type_encryption:";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        const string path = "/types/{id}/encryption";
        routes.Get(path, ListAsync, EndpointRules.For(Policy + "get"));
        routes.Post(path, CreateAsync, EndpointRules.For(Policy + "create", body: TypeSchemas.CreateEncryption));
        routes.Get(path + "/{key}", ShowAsync, EndpointRules.For(Policy + "get"));
        // Clients put the encryption's id or the word "provider" behind the slash; a type has one encryption at most, so it says nothing.
        routes.Put(path + "/{encryption_id}", UpdateAsync, EndpointRules.For(Policy + "update", body: TypeSchemas.UpdateEncryption));
        routes.Delete(path + "/{encryption_id}", DeleteAsync, EndpointRules.For(Policy + "delete", 202));
    }

    private async Task ListAsync(ApiRequest request)
    {
        var type = await types.GetAsync(request);
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        if (type.Encryption is { } encryption)
        {
            EncryptionView.WriteFields(json, type.Id, encryption);
            json.WriteDate("created_at"u8, encryption.CreatedAt);
            json.WriteDate("updated_at"u8, encryption.UpdatedAt);
            json.WriteBoolean("deleted"u8, false);
            json.WriteNull("deleted_at"u8);
        }

        json.WriteEndObject();
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var type = await types.GetAsync(request);
        if (type.Encryption is not { } encryption || EncryptionView.Field(request.Route("key")) is not { } write)
        {
            throw ApiException.NotFound($"Volume type encryption for type {type.Id} does not exist.");
        }

        using var json = request.BeginJson(200);
        json.WriteStartObject();
        write(json, type.Id, encryption);
        json.WriteEndObject();
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var id = (await types.GetAsync(request)).Id;
        var type = await types.ChangeAsync(grain => grain.CreateEncryption(id, Read(request)));
        request.Answer(200, "encryption"u8, type, static (json, made) =>
        {
            json.WriteStartObject();
            EncryptionView.WriteFields(json, made.Id, made.Encryption!);
            json.WriteEndObject();
        });
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var id = (await types.GetAsync(request)).Id;
        await types.ChangeAsync(grain => grain.UpdateEncryption(id, Read(request)));
        using var json = request.BeginJson(200);
        request.Body.WriteTo(json);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var id = (await types.GetAsync(request)).Id;
        await types.ChangeAsync(grain => grain.DeleteEncryption(id));
        await request.Empty(202);
    }

    private static EncryptionChange Read(ApiRequest request)
    {
        var body = request.Body.GetProperty("encryption");
        int? keySizeBits = body.TryGet("key_size", out var size) ? size.Integer() : null;
        return new(body.TextOrNull("provider")?.Trim(), WireName<EncryptionControl>.Parse(body.TextOrNull("control_location")), body.TextOrNull("cipher"), keySizeBits);
    }
}
