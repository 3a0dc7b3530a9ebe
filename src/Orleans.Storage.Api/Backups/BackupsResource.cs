using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backups;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Backups;

/// <summary>/backups (contract §22): what Cinder answers without a backup service. A backup that is asked for is recorded as failed, and whatever needs the service is refused.</summary>
internal sealed class BackupsResource(BackupCreation creation, BackupList list, IGrainFactory grains, IOptions<CinderApiOptions> options) : IResource
{
    private const int UpdateSince = 9;
    private const string AdminPolicy = "volume_extension:backup_admin_actions:";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/backups", list.AnswerAsync, EndpointRules.For("backup:get_all"));
        routes.Get("/backups/detail", list.AnswerDetailAsync, EndpointRules.For("backup:get_all"));
        routes.Get("/backups/{id}", ShowAsync, EndpointRules.For("backup:get"));
        routes.Post("/backups", CreateAsync, new() { Policy = "backup:create", Success = 202, Body = BackupSchemas.Create });
        routes.Put("/backups/{id}", UpdateAsync, new() { Policy = "backup:update", Since = new(UpdateSince), Body = BackupSchemas.Update });
        routes.Delete("/backups/{id}", NeedServiceAsync, EndpointRules.For("backup:delete", 202) with { Find = FindAsync });
        routes.Post("/backups/{id}/restore", NeedAvailableAsync, EndpointRules.For("backup:restore", 202, body: BackupSchemas.Restore) with { Find = FindAsync });
        routes.Get("/backups/{id}/export_record", NeedAvailableAsync, EndpointRules.For("backup:export-import") with { Find = FindAsync });
        routes.Post("/backups/import_record", _ => throw NoService(), EndpointRules.For("backup:backup-import", 201, body: BackupSchemas.Import));
        routes.Action("/backups/{id}/action", "os-reset_status", NeedServiceAsync, EndpointRules.For(AdminPolicy + "reset_status", 202, body: BackupSchemas.ResetStatus));
        routes.Action("/backups/{id}/action", "os-force_delete", NeedServiceAsync, EndpointRules.For(AdminPolicy + "force_delete", 202));
    }

    private IBackupsGrain Grain => grains.GetGrain<IBackupsGrain>(IBackupsGrain.Key);

    /// <summary>404 for a backup; <paramref name="id"/> is what the client wrote.</summary>
    public static ApiException NotFound(string id) => ApiException.NotFound($"Backup {id} could not be found.");

    private async Task ShowAsync(ApiRequest request)
    {
        var backup = await FindAsync(request);
        request.Answer(200, "backup"u8, backup, View(request).WriteDetail);
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var backup = await creation.CreateAsync(request);
        request.Answer(202, "backup"u8, backup, View(request).WriteSummary);
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("backup");
        var id = (await FindAsync(request)).Id;
        var (name, description, metadata) = (body.TextOrNull("name"), body.TextOrNull("description"), body.MapOrNull("metadata"));
        if (name is null && description is null && metadata is null)
        {
            throw ApiException.BadRequest("Must specify at least one of name, description or metadata to update.");
        }

        var backup = await Grain.Update(id, name?.Trim(), description, metadata);
        request.Answer(200, "backup"u8, backup, View(request).WriteSummary);
    }

    private async Task NeedServiceAsync(ApiRequest request)
    {
        await FindAsync(request);
        throw NoService();
    }

    private async Task NeedAvailableAsync(ApiRequest request)
    {
        await FindAsync(request);
        throw ApiException.BadRequest("Invalid backup: Backup status must be available");
    }

    private async Task<BackupRecord> FindAsync(ApiRequest request)
    {
        var text = request.Route("id");
        var backup = BackupId.TryParse(text, out var id) ? (await Grain.GetState()).FirstOrDefault(b => b.Id == id) : null;
        return backup is not null && request.Caller.MaySee(backup.ProjectId) ? backup : throw NotFound(text);
    }

    private static ApiException NoService() => ApiException.NotFound("Service cinder-backup could not be found.");

    private BackupView View(ApiRequest request) => new(request, Links.Of(request, options.Value, "backups"));
}
