using FluentValidation;
using OrleansStorage.Api.Requests;
using OrleansStorage.Data;
using OrleansStorage.Data.Secrets;
using OrleansStorage.Drivers;

namespace OrleansStorage.Silo.Configuration;

/// <summary>What is wrong with a configuration, a line a mistake; drivers check their own options.</summary>
public sealed class StorageOptionsValidator : AbstractValidator<StorageOptions>
{
    private const string NamePattern = "^[A-Za-z0-9_-]{1,64}$";

    /// <summary>The rules.</summary>
    public StorageOptionsValidator()
    {
        RuleFor(o => o.DataDirectory).NotEmpty().WithMessage("Storage:DataDirectory is empty");
        RuleFor(o => o.Database.Provider).Must(p => p is "Sqlite" or "PostgreSql").WithMessage(o => $"Storage:Database:Provider is '{o.Database.Provider}', not Sqlite or PostgreSql");
        RuleFor(o => o.Database.ConnectionString).NotEmpty().When(o => o.Database.Provider == "PostgreSql").WithMessage("Storage:Database:ConnectionString is missing; PostgreSql needs it");
        RuleFor(o => o.Database).Must(HasReadableConnectionString)
            .WithMessage(o => $"Storage:Database:ConnectionString is not a connection string of {o.Database.Provider}, such as {(o.Database.Provider == "Sqlite" ? "Data Source=/var/lib/storage.db" : "Host=192.0.2.1;Username=storage;Password=…;Database=storage")}");
        RuleFor(o => o.Database.Pooler).Must(p => p is "None" or "Transaction").WithMessage(o => $"Storage:Database:Pooler is '{o.Database.Pooler}', not None or Transaction");
        RuleFor(o => o.Database.SecretsKey).Must(k => k is null || AesSecretSealer.IsKey(k)).WithMessage($"Storage:Database:SecretsKey is not {AesSecretSealer.KeyLengthBytes} bytes in base64");
        RuleFor(o => o.Silo.SiloPort).InclusiveBetween(1, 65535).WithMessage(o => $"Storage:Silo:SiloPort is {o.Silo.SiloPort}, not a port from 1 to 65535");
        RuleFor(o => o.Silo.GatewayPort).InclusiveBetween(1, 65535).WithMessage(o => $"Storage:Silo:GatewayPort is {o.Silo.GatewayPort}, not a port from 1 to 65535");
        RuleFor(o => o.Silo.GatewayPort).NotEqual(o => o.Silo.SiloPort).WithMessage("Storage:Silo:GatewayPort and Storage:Silo:SiloPort are the same");
        RuleFor(o => o.Silo.GrainDirectory).Must(d => d is "Local" or "Distributed").WithMessage(o => $"Storage:Silo:GrainDirectory is '{o.Silo.GrainDirectory}', not Local or Distributed");
        RuleFor(o => o.Silo.GatewayClients).Must(g => g is SiloSection.AsIdentitySays or SiloSection.TrustEveryGatewayClient)
            .WithMessage(o => $"Storage:Silo:GatewayClients is '{o.Silo.GatewayClients}', not {SiloSection.AsIdentitySays} or {SiloSection.TrustEveryGatewayClient}");
        RuleFor(o => o.Admin).SetValidator(new AdminValidator());
        RuleFor(o => o.Api.MaxPageSize).InclusiveBetween(1, 10_000).WithMessage(o => $"Storage:Api:MaxPageSize is {o.Api.MaxPageSize}, not from 1 to 10000");
        RuleFor(o => o.Api.PublicEndpoint).Must(IsEndpoint).WithMessage(o => $"Storage:Api:PublicEndpoint is '{o.Api.PublicEndpoint}', not an http or https address without /v3, such as https://storage.example.org or https://cloud.example.org/volume");
        RuleForEach(o => o.Api.TrustedProxies).Must(p => ProxyList.Parse([p]) is not null).WithMessage((_, p) => $"Storage:Api:TrustedProxies: '{p}' is neither an IP address nor a network such as 192.0.2.0/24");
        RuleFor(o => o.Api.DefaultVolumeType).Length(1, 255).WithMessage("Storage:Api:DefaultVolumeType is not a name of 1 to 255 characters");
        RuleFor(o => o.Api.Limits).SetValidator(new ApiLimitsValidator());
        RuleFor(o => o.Identity).SetValidator(new IdentityValidator());
        RuleFor(o => o.Operations.ExportTimeoutMs).InclusiveBetween(100, 600_000).WithMessage(o => $"Storage:Operations:ExportTimeoutMs is {o.Operations.ExportTimeoutMs}, not from 100 to 600000");
        RuleFor(o => o.Operations.DataTimeoutMs).InclusiveBetween(100, 86_400_000).WithMessage(o => $"Storage:Operations:DataTimeoutMs is {o.Operations.DataTimeoutMs}, not from 100 to 86400000");
        RuleFor(o => o.Operations.ClockSkewMs).InclusiveBetween(0, 60_000).WithMessage(o => $"Storage:Operations:ClockSkewMs is {o.Operations.ClockSkewMs}, not from 0 to 60000");
        RuleFor(o => o.Operations.TimelineDays).InclusiveBetween(1, 36_500).WithMessage(o => $"Storage:Operations:TimelineDays is {o.Operations.TimelineDays}, not from 1 to 36500");
        RuleFor(o => o.Operations.OrphanGraceMs).Must((o, grace) => grace is null || (grace > o.Operations.ExportTimeoutMs + o.Operations.ClockSkewMs && grace <= 86_400_000))
            .WithMessage(o => $"Storage:Operations:OrphanGraceMs is {o.Operations.OrphanGraceMs}, not more than ExportTimeoutMs and ClockSkewMs together ({o.Operations.ExportTimeoutMs + o.Operations.ClockSkewMs}) and at most 86400000");
        RuleForEach(o => o.Backends).ChildRules(ForBackend);
        RuleFor(o => o.Clustering).SetValidator(new ClusteringValidator());
        RuleFor(o => o.Database.Provider).Equal("PostgreSql").When(o => o.Clustering.IsCluster)
            .WithMessage(o => $"Storage:Clustering:Provider is PostgreSql, so Storage:Database:Provider must be PostgreSql too; it is '{o.Database.Provider}'");
    }

    private static bool HasReadableConnectionString(DatabaseSection database) =>
        string.IsNullOrWhiteSpace(database.ConnectionString) || !Enum.TryParse<DatabaseProvider>(database.Provider, out var provider) || Database.IsConnectionString(provider, database.ConnectionString);

    private static bool IsEndpoint(string? text) =>
        text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { Query: "", Fragment: "", UserInfo: "" }
            && !uri.Segments.Any(segment => segment.TrimEnd('/') == "v3"));

    private static void ForBackend(InlineValidator<BackendSection> backend)
    {
        backend.RuleFor(b => b.Name).Matches(NamePattern).WithMessage(b => $"Storage:Backends: the name '{b.Name}' is not 1 to 64 letters, digits, - or _");
        backend.RuleFor(b => b.Pool).Matches(NamePattern).WithMessage(b => $"Storage:Backends:{b.Name}:Pool '{b.Pool}' is not 1 to 64 letters, digits, - or _");
        backend.RuleFor(b => b.ClaimFrom).Must(c => c is null || Guid.TryParse(c, out _)).WithMessage(b => $"Storage:Backends:{b.Name}:ClaimFrom is '{b.ClaimFrom}', not the id of an installation");
        backend.RuleFor(b => b.Driver).Must(d => DriverCatalog.Names.Contains(d, StringComparer.OrdinalIgnoreCase))
            .WithMessage(b => $"Storage:Backends:{b.Name}:Driver is '{b.Driver}', not one of {string.Join(", ", DriverCatalog.Names)}");
    }
}
