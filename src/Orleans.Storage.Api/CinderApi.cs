using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Attachments;
using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Api.Backups;
using OrleansStorage.Api.Capabilities;
using OrleansStorage.Api.Clusters;
using OrleansStorage.Api.DefaultTypes;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Extensions;
using OrleansStorage.Api.GroupSnapshots;
using OrleansStorage.Api.GroupTypes;
using OrleansStorage.Api.Groups;
using OrleansStorage.Api.Hosts;
using OrleansStorage.Api.Idempotency;
using OrleansStorage.Api.Identity;
using OrleansStorage.Api.Limits;
using OrleansStorage.Api.Manageable;
using OrleansStorage.Api.Messages;
using OrleansStorage.Api.Metadata;
using OrleansStorage.Api.OpenApi;
using OrleansStorage.Api.Operations;
using OrleansStorage.Api.Policies;
using OrleansStorage.Api.Pools;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Qos;
using OrleansStorage.Api.Quotas;
using OrleansStorage.Api.Records;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Services;
using OrleansStorage.Api.Snapshots;
using OrleansStorage.Api.Transfers;
using OrleansStorage.Api.Types;
using OrleansStorage.Api.Versions;
using OrleansStorage.Api.VolumeActions;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Api.Workers;
using OrleansStorage.Faults;

namespace OrleansStorage.Api;

/// <summary>The Cinder v3 API: how a host serves it.</summary>
public static class CinderApi
{
    /// <summary>
    /// Registers the API. The host registers <see cref="IGrainFactory"/>, <see cref="Catalog.ICatalog"/>, <see cref="OrleansStorage.Messages.IUserMessages"/> and <see cref="OrleansStorage.Idempotency.IIdempotencyKeys"/>, and may register an <see cref="IIdentityStrategy"/> of its own before; without one it is
    /// <see cref="NoAuthIdentity"/>.
    /// </summary>
    public static IServiceCollection AddCinderApi(this IServiceCollection services)
    {
        services.AddOptions<CinderApiOptions>();
        services.AddOptions<NoAuthOptions>();
        services.TryAddSingleton<IIdentityStrategy, NoAuthIdentity>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFaultPoints>(NoFaultPoints.Instance);
        services.AddSingleton(s => PolicyBook.Load(s.GetRequiredService<IOptions<CinderApiOptions>>().Value.PolicyFile));
        services.AddSingleton<EndpointTable>();
        services.AddRequestTimeouts();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        services.AddSingleton<ProjectRates>();
        services.AddSingleton<FailureLog>();
        services.AddSingleton<EndpointRunner>();
        services.AddSingleton<MatcherPolicy, ExactCase>();
        services.AddSingleton<VersionsResource>();
        foreach (var part in Parts)
        {
            services.AddSingleton(part);
        }

        foreach (var action in VolumeActionTable.Actions)
        {
            services.AddSingleton(typeof(VolumeAction), action);
        }

        foreach (var resource in Resources)
        {
            services.AddSingleton(typeof(IResource), resource);
        }

        services.AddSingleton<IResource>(s => new MetadataResource(VolumeMetadata.Owner(s.GetRequiredService<VolumeLookup>())));
        services.AddSingleton<IResource>(s => new MetadataResource(SnapshotMetadata.Owner(s.GetRequiredService<SnapshotLookup>())));
        return services;
    }

    /// <summary>Serves the API on <c>/</c> and <c>/v3</c>, and its document and a page to try it on <c>/openapi</c>; every other path is the host's. Call it before anything that adds routing: paths are rewritten before they are routed.</summary>
    public static WebApplication MapCinderApi(this WebApplication app)
    {
        app.UseProxies(app.Services.GetRequiredService<IOptions<CinderApiOptions>>().Value);
        app.UseMiddleware<RequestGate>();
        app.UseRouting();
        app.UseRequestTimeouts();
        var endpoints = app.MapGroup("").WithMetadata(ExactCase.Mark);
        app.Services.GetRequiredService<VersionsResource>().Map(endpoints);
        var table = app.Services.GetRequiredService<EndpointTable>();
        var readTimeout = TimeSpan.FromMilliseconds(app.Services.GetRequiredService<IOptions<CinderApiOptions>>().Value.Limits.ReadTimeoutMs);
        var routes = new ApiRoutes(endpoints, app.Services.GetRequiredService<EndpointRunner>(), table, readTimeout);
        foreach (var resource in app.Services.GetServices<IResource>())
        {
            resource.Map(routes);
        }

        OpenApiPages.Map(app, endpoints, table);
        // Catches every method too, so a method that a known path has not is a page with 404 and never 405.
        endpoints.Map(CinderPath.Prefix + "/{**rest}", (RequestDelegate)(http => FaultWriter.WriteUnroutedAsync(http.Response))).WithOrder(int.MaxValue);
        return app;
    }

    /// <summary>What the resources are made of.</summary>
    private static readonly Type[] Parts =
    [
        typeof(IdempotentCreates), typeof(TypeCache), typeof(TypeLookup), typeof(TypeList), typeof(PoolCache), typeof(ProjectLookup), typeof(QuotaHold), typeof(VolumeLookup), typeof(VolumeSourceFinder), typeof(PlacementHints),
        typeof(VolumeCreation), typeof(ServiceFilter), typeof(VolumeList),
        typeof(AttachmentIndex), typeof(AttachmentView), typeof(AttachmentList), typeof(SnapshotLookup), typeof(SnapshotCreation), typeof(SnapshotList), typeof(SnapshotActions),
        typeof(QuotaLimits), typeof(ServiceLookup), typeof(GroupTypeLookup), typeof(BackupCreation), typeof(BackupList),
        typeof(TransferLookup), typeof(TransferCreation), typeof(TransferList),
        typeof(GroupLookup), typeof(GroupQuota), typeof(GroupCreation), typeof(GroupList), typeof(GroupActions), typeof(GroupSnapshotLookup), typeof(GroupSnapshotList),
        typeof(ManageableHosts), typeof(ManageableList), typeof(RecordRemoval), typeof(BackendNames),
    ];

    /// <summary>Every resource, in the order of the contract; a new one is a line here and a folder.</summary>
    private static readonly Type[] Resources =
    [
        typeof(VolumesResource), typeof(VolumeActionsResource), typeof(AttachmentsResource), typeof(SnapshotsResource), typeof(TypesResource), typeof(ExtraSpecsResource), typeof(TypeAccessResource), typeof(EncryptionResource),
        typeof(QosSpecsResource), typeof(QosAssociationsResource), typeof(DefaultTypesResource), typeof(GroupTypesResource), typeof(GroupSpecsResource), typeof(BackupsResource),
        typeof(QuotaSetsResource), typeof(QuotaClassSetsResource), typeof(LimitsResource), typeof(ServicesResource), typeof(FreezeResource), typeof(LogLevelsResource), typeof(AvailabilityZonesResource), typeof(PoolsResource),
        typeof(CapabilitiesResource), typeof(HostsResource), typeof(ClustersResource), typeof(WorkersResource), typeof(ExtensionsResource),
        typeof(TransfersResource), typeof(GroupsResource), typeof(GroupSnapshotsResource), typeof(MessagesResource), typeof(ManageableVolumesResource), typeof(ManageableSnapshotsResource),
        typeof(BackendsResource), typeof(OpenOperationResource), typeof(TimelineResource), typeof(DriftResource), typeof(RecordsResource), typeof(RecordResource),
    ];
}
