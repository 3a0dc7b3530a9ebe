using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Attachments;

/// <summary>The bodies of the attachment calls (contract §9).</summary>
internal static class AttachmentSchemas
{
    private const int ModeSince = 54;

    private static readonly (string, Schema)[] CreateFields =
        [("instance_uuid", IdOrNull), ("connector", new() { Types = JsonTypes.Object | JsonTypes.Null, AllowsMore = true }), ("volume_uuid", Id)];

    private static readonly Schema CreateWithoutMode = Body("attachment", Object(CreateFields, "volume_uuid"));
    private static readonly Schema CreateWithMode = Body("attachment", Object([.. CreateFields, ("mode", new() { Types = JsonTypes.String, Words = ["rw", "ro"] })], "volume_uuid"));

    /// <summary>PUT /attachments/{id}.</summary>
    public static readonly Schema Update =
        Body("attachment", Object([("connector", new() { Types = JsonTypes.Object, AllowsMore = true, MinProperties = 1 })], "connector"));

    /// <summary>POST /attachments.</summary>
    public static Schema Create(Microversion version) => version.Has(ModeSince) ? CreateWithMode : CreateWithoutMode;
}
