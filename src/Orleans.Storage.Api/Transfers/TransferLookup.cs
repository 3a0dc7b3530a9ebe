using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;
using OrleansStorage.Transfers;

namespace OrleansStorage.Api.Transfers;

/// <summary>Finds the open transfer that a path names; it lives with its volume. Safe from any thread.</summary>
internal sealed class TransferLookup(ICatalog catalog)
{
    /// <summary>The transfer, of whatever project.</summary>
    /// <exception cref="ApiException">404: there is none.</exception>
    public async Task<TransferDescription> FindAsync(string text)
    {
        return TransferId.TryParse(text, out var id) && await catalog.ListTransfersAsync(CatalogQuery.ById(id.Value), CancellationToken.None) is [var transfer] ? transfer
            : throw ApiException.NotFound($"Transfer {text} could not be found.");
    }

    /// <summary>The transfer.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public async Task<TransferDescription> GetAsync(string text, Caller caller)
    {
        var transfer = await FindAsync(text);
        return caller.MaySee(transfer.ProjectId) ? transfer : throw ApiException.NotFound($"Transfer {text} could not be found.");
    }

    /// <summary>Ends the request unless its caller may see the transfer that the path names.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public Task RequireAsync(ApiRequest request) => GetAsync(request.Route("id"), request.Caller);
}
