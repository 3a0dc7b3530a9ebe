using System.Text.Json;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Records;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Records;

/// <summary>/orleans-storage/records: the records that cannot be read, and what an operator does about them. Ours, not Cinder's; for admins.</summary>
internal sealed class RecordsResource(IRecordDoctor doctor, RecordRemoval removal) : IResource
{
    private const string Path = "/orleans-storage/records";
    private const string Policy = "orleans_storage:records";
    private static readonly Schema Repair = Body("record", Object([("document", new Schema { Types = JsonTypes.Object | JsonTypes.Null, AllowsMore = true })], "document"));

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, ListAsync, EndpointRules.For(Policy));
        routes.Get(Path + "/{kind}/{id}", ShowAsync, EndpointRules.For(Policy));
        routes.Put(Path + "/{kind}/{id}", RepairAsync, EndpointRules.For(Policy, 204, body: Repair));
        routes.Delete(Path + "/{kind}/{id}", RemoveAsync, EndpointRules.For(Policy, 204) with { Query = ["force"] });
    }

    /// <summary>Stands for an empty key, which no path can have.</summary>
    private const string NoKey = "-";

    private static string Id(ApiRequest request) => request.Route("id") is var id && id == NoKey ? "" : id;

    private static string Shown(string id) => id.Length == 0 ? NoKey : id;

    private static RecordKind Kind(ApiRequest request) =>
        WireName<RecordKind>.Parse(request.Route("kind")) ?? throw ApiException.NotFound($"There is no kind of record {request.Route("kind")}; there are {string.Join(", ", WireName<RecordKind>.All)}.");

    private async Task ListAsync(ApiRequest request)
    {
        var found = await doctor.FindAsync(request.Http.RequestAborted);
        request.AnswerList("records"u8, found, static (json, record) =>
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, WireName<RecordKind>.Of(record.Kind));
            json.WriteString("id"u8, Shown(record.Id));
            json.WriteString("why"u8, record.Why);
            json.WriteEndObject();
        });
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var (kind, id) = (Kind(request), Id(request));
        var document = await doctor.ShowAsync(kind, id, request.Http.RequestAborted) ?? throw ApiException.NotFound($"There is no record of {request.Route("kind")} {id}.");
        request.Answer(200, "record"u8, (kind, id, document), static (json, record) =>
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, WireName<RecordKind>.Of(record.kind));
            json.WriteString("id"u8, Shown(record.id));
            json.WriteString("document"u8, record.document);
            json.WriteEndObject();
        });
    }

    private async Task RepairAsync(ApiRequest request)
    {
        var document = request.Body.GetProperty("record").GetProperty("document");
        await doctor.RepairAsync(Kind(request), Id(request), document.ValueKind == JsonValueKind.Null ? null : document.GetRawText(), CancellationToken.None);
        await request.Empty(204);
    }

    private async Task RemoveAsync(ApiRequest request)
    {
        var (kind, id) = (Kind(request), Id(request));
        if (!Booleans.FromQuery(request, "force")) await removal.ThrowIfUnsafeAsync(kind, id);
        await doctor.RemoveAsync(kind, id, CancellationToken.None);
        await request.Empty(204);
    }
}
