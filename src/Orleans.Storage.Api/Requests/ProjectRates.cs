using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Requests;

/// <summary>How many requests a second a project may send. Safe from any thread.</summary>
internal sealed class ProjectRates : IDisposable
{
    private readonly PartitionedRateLimiter<ProjectId>? _rates;

    /// <summary>By the configured rate; 0 limits nothing.</summary>
    public ProjectRates(IOptions<CinderApiOptions> options)
    {
        if (options.Value.Limits.RequestsPerSecond is > 0 and var perSecond)
        {
            _rates = PartitionedRateLimiter.Create<ProjectId, ProjectId>(project => RateLimitPartition.GetTokenBucketLimiter(project, _ => new()
            {
                TokenLimit = perSecond, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
            }));
        }
    }

    /// <summary>Counts a request of <paramref name="project"/>.</summary>
    /// <exception cref="ApiException">429: it has sent too many.</exception>
    public void Count(ProjectId project)
    {
        using var lease = _rates?.AttemptAcquire(project);
        if (lease is { IsAcquired: false })
        {
            throw new ApiException(new ApiFault(429, "This project sends too many requests.", RetryAfter: 1));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rates?.Dispose();
}
