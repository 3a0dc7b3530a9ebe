using System.Linq.Expressions;
using System.Net;
using FluentValidation;

namespace OrleansStorage.Silo.Configuration;

/// <summary>What is wrong with <c>Storage:Clustering</c>, a line a mistake.</summary>
internal sealed class ClusteringValidator : AbstractValidator<ClusteringSection>
{
    private const string Section = "Storage:Clustering";

    public ClusteringValidator()
    {
        RuleFor(c => c.Provider).Must(p => p is "Localhost" or "PostgreSql").WithMessage(c => $"{Section}:Provider is '{c.Provider}', not Localhost or PostgreSql");
        RuleFor(c => c.ClusterId).Matches("^[A-Za-z0-9_.-]{1,100}$").WithMessage(c => $"{Section}:ClusterId is '{c.ClusterId}', not 1 to 100 letters, digits, '-', '_' or '.'");
        RuleFor(c => c.ServiceId).Matches("^[A-Za-z0-9_.-]{1,100}$").WithMessage(c => $"{Section}:ServiceId is '{c.ServiceId}', not 1 to 100 letters, digits, '-', '_' or '.'");
        RuleFor(c => c.AdvertisedAddress).Must(a => IPAddress.TryParse(a, out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any))
            .WithMessage(c => $"{Section}:AdvertisedAddress is '{c.AdvertisedAddress}', not an IP address at which this silo can be reached");
        RuleFor(c => c.SiloTraffic).Must(t => t is ClusteringSection.LoopbackOnly or ClusteringSection.TrustEveryone)
            .WithMessage(c => $"{Section}:SiloTraffic is '{c.SiloTraffic}', not {ClusteringSection.LoopbackOnly} or {ClusteringSection.TrustEveryone}");
        RuleFor(c => c.AdvertisedAddress).Must(IsLoopback).When(c => IsAddress(c) && c.SiloTraffic != ClusteringSection.TrustEveryone)
            .WithMessage(c => $"{Section}:AdvertisedAddress is {c.AdvertisedAddress}: whoever reaches the silo and gateway ports there commands the cluster, for nothing asks who he is. "
                + $"Let only silos and their clients reach them, and set {Section}:SiloTraffic to {ClusteringSection.TrustEveryone}");
        RuleFor(c => c.AdvertisedAddress).Must(IsLoopback).When(c => IsAddress(c) && c is { IsCluster: false, SiloTraffic: ClusteringSection.TrustEveryone })
            .WithMessage(c => $"{Section}:AdvertisedAddress is {c.AdvertisedAddress}, and with {Section}:Provider Localhost the silo listens on loopback alone");
        Between(c => c.ProbeTimeoutMs, 100, 60_000);
        Between(c => c.NumMissedProbesLimit, 1, 100);
        Between(c => c.NumVotesForDeathDeclaration, 1, 10);
        Between(c => c.TableRefreshTimeoutMs, 500, 600_000);
        Between(c => c.AlivePeriodMs, 500, 600_000);
    }

    private static bool IsAddress(ClusteringSection clustering) => IPAddress.TryParse(clustering.AdvertisedAddress, out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any);

    private static bool IsLoopback(string address) => IPAddress.IsLoopback(IPAddress.Parse(address));

    private void Between(Expression<Func<ClusteringSection, int>> key, int least, int most)
    {
        var name = ((MemberExpression)key.Body).Member.Name;
        var value = key.Compile();
        RuleFor(key).InclusiveBetween(least, most).WithMessage(c => $"{Section}:{name} is {value(c)}, not from {least} to {most}");
    }
}
