using OrleansStorage.Api.Errors;
using OrleansStorage.Errors;

namespace OrleansStorage.Api.Attachments;

/// <summary>How the attachment calls tell that the backend failed: Nova knows these sentences (contract §9.1, §9.2). Refusals (400, 404, 409, 413), busy (503) and unknown (504) stay what they are.</summary>
internal static class AttachmentErrors
{
    /// <summary>Runs a create.</summary>
    public static Task<T> WrapCreateAsync<T>(Task<T> create) => WrapAsync(create, message => $"Unable to create attachment for volume ({message}).");

    /// <summary>Runs an update.</summary>
    public static Task<T> WrapUpdateAsync<T>(Task<T> update) => WrapAsync(update, message => $"Unable to update attachment.({message}).");

    private static async Task<T> WrapAsync<T>(Task<T> call, Func<string, string> tell)
    {
        try
        {
            return await call;
        }
        catch (StorageException e) when (e.Error.Kind != ErrorKind.Bug && ErrorTable.FaultOf(e.Error).Status == 500)
        {
            throw new ApiException(500, tell(e.Error.Message), e);
        }
    }
}
