using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;
using OrleansStorage.Messages;

namespace OrleansStorage.Api.Messages;

/// <summary>/messages, since 3.3 (contract §23): what became of operations that had been answered before they failed.</summary>
internal sealed class MessagesResource(IUserMessages messages, IOptions<CinderApiOptions> options) : IResource
{
    private const string Collection = "messages";
    private const int Since = 3;
    private const int PagingSince = 5;

    private static readonly ListSpec Spec = new()
    {
        Collection = Collection,
        SortKeys = new[] { "id", "event_id", "resource_type", "resource_uuid", "request_id", "message_level", "guaranteed_until", "created_at" }.ToFrozenDictionary(k => k),
        Filters = ResourceFilters.Of("message"),
        Columns = ListSpec.ColumnsOf(["id", "resource_uuid", "resource_type", "event_id", "request_id", "message_level", "created_at"]),
        UnknownMarker = NotFound,
        HasCount = false,
        Since = PagingSince,
    };

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/messages", ListAsync, EndpointRules.For("message:get_all", since: Since));
        routes.Get("/messages/{id}", ShowAsync, EndpointRules.For("message:get", since: Since));
        routes.Delete("/messages/{id}", DeleteAsync, EndpointRules.For("message:delete", 204, Since) with { Find = GetAsync });
    }

    private async Task ListAsync(ApiRequest request)
    {
        var query = ListQuery.Read(request, Spec, options.Value).Catalog;
        var rows = query.Limit == 0 ? [] : await messages.ListAsync(query, CancellationToken.None);
        var links = Links.Of(request, options.Value, Collection);
        await new ListPage<UserMessage>(Collection, links.Collection, query.Limit, rows, m => m.Id.Value).AnswerAsync(request, (json, message) => Write(json, message, links));
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var found = await GetAsync(request);
        var links = Links.Of(request, options.Value, Collection);
        request.Answer(200, "message"u8, found, (json, message) => Write(json, message, links));
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var isGone = MessageId.TryParse(request.Route("id"), out var id) && await messages.RemoveAsync(id, request.Caller.IsAdmin ? null : request.Caller.Project, CancellationToken.None);
        await (isGone ? request.Empty(204) : throw NotFound(request.Route("id")));
    }

    private async Task<UserMessage> GetAsync(ApiRequest request)
    {
        var project = request.Caller.IsAdmin ? (ProjectId?)null : request.Caller.Project;
        return MessageId.TryParse(request.Route("id"), out var id) && await messages.ListAsync(CatalogQuery.ById(id.Value) with { Project = project }, CancellationToken.None) is [var message]
            ? message : throw NotFound(request.Route("id"));
    }

    private static void Write(Utf8JsonWriter json, UserMessage message, Links links)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, message.Id.Value);
        json.WriteString("event_id"u8, message.Note.EventId);
        json.WriteString("user_message"u8, message.Text);
        json.WriteString("message_level"u8, "ERROR"u8);
        json.WriteDate("created_at"u8, message.CreatedAt);
        json.WriteDate("guaranteed_until"u8, message.GuaranteedUntil);
        json.WriteString("request_id"u8, message.RequestId);
        links.Write(json, message.Id.Value);
        json.WriteString("resource_type"u8, message.Note.ResourceType);
        json.WriteString("resource_uuid"u8, message.Note.ResourceId);
        json.WriteEndObject();
    }

    private static ApiException NotFound(string id) => ApiException.NotFound($"Message {id} could not be found.");
}
