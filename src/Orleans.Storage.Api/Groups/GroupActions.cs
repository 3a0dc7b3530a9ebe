using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Groups;

namespace OrleansStorage.Api.Groups;

/// <summary>POST /groups/{id}/action (contract §21).</summary>
internal sealed class GroupActions(GroupLookup groups)
{
    private const string Path = "/groups/{id}/action";
    private const int ResetSince = 20;
    private const int ReplicationSince = 38;

    /// <summary>Maps them.</summary>
    public void Map(ApiRoutes routes)
    {
        Map("delete", DeleteAsync, EndpointRules.For("group:delete", 202, GroupsResource.Since, GroupSchemas.Delete));
        Map("reset_status", ResetStatusAsync, EndpointRules.For("group:reset_status", 202, ResetSince, GroupSchemas.ResetStatus));
        foreach (var name in new[] { "enable_replication", "disable_replication", "failover_replication", "list_replication_targets" })
        {
            Map(name, RefuseReplicationAsync, EndpointRules.For("group:" + name, 202, ReplicationSince, name == "failover_replication" ? GroupSchemas.Failover : CommonSchemas.AnyObject));
        }

        void Map(string name, Func<ApiRequest, Task> handle, EndpointRules rules) => routes.Action(Path, name, handle, rules with { Find = groups.RequireAsync });
    }

    /// <summary>The status that a word of a <c>reset_status</c> names.</summary>
    /// <exception cref="ApiException">400: none.</exception>
    public static GroupStatus StatusOf(string word, string what) => WireName<GroupStatus>.Parse(word)
        ?? throw ApiException.BadRequest($"Invalid {what} Status: {what} status: {word} is invalid, valid status are: ({string.Join(", ", WireName<GroupStatus>.All.Select(PythonText.Repr))}).");

    private async Task DeleteAsync(ApiRequest request)
    {
        var deleteVolumes = request.Body.GetProperty("delete").BooleanOrNull("delete-volumes") ?? false;
        var group = await groups.GrainAsync(request);
        await group.Delete(deleteVolumes, request.Caller);
        await request.Empty(202);
    }

    private async Task ResetStatusAsync(ApiRequest request)
    {
        var group = await groups.GrainAsync(request);
        await group.ResetStatus(StatusOf(request.Body.GetProperty("reset_status").TextOrNull("status")!, "Group"), request.Caller);
        await request.Empty(202);
    }

    /// <summary>No array here replicates, so no group type offers it.</summary>
    private async Task RefuseReplicationAsync(ApiRequest request)
    {
        var group = await groups.GetAsync(request.Route("id"), request.Caller);
        throw ApiException.BadRequest($"Invalid group type: Group {group.Id} is not a replication group type.");
    }
}
