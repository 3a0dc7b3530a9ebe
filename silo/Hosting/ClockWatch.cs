using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansStorage.Data;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;

namespace OrleansStorage.Silo.Hosting;

/// <summary>
/// Compares the machine's clock with the database's: before the silo joins anything, and from then on every few seconds. Silos that each differ from the database by no more than half of what is allowed differ from one
/// another by no more than that. While this one differs more, it begins nothing on an array that does not remember epochs, is not ready, and says so. Safe from any thread.
/// </summary>
internal sealed partial class ClockWatch : BackgroundService, ISiloClock, IHealthCheck
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly TimeSpan _most;
    private readonly ILogger<ClockWatch> _logger;
    private volatile StorageError? _refusal;
    private double _aheadSeconds;

    /// <summary>Registers the metric.</summary>
    public ClockWatch(Database database, TimeProvider time, OperationTimeouts timeouts, IMeterFactory meters, ILogger<ClockWatch> logger)
    {
        (_database, _time, _most, _logger) = (database, time, timeouts.ClockSkew / 2, logger);
        meters.Create("OrleansStorage.Clock").CreateObservableGauge("orleansstorage.clock_ahead", () => Volatile.Read(ref _aheadSeconds), "s", "How far this silo's clock is ahead of the database's");
    }

    /// <inheritdoc/>
    public StorageError? Refusal => _refusal;

    /// <summary>Ends when the clock agrees.</summary>
    /// <exception cref="ClockSkewException">It does not.</exception>
    public async Task ThrowIfWrongAsync()
    {
        if (await LookAsync(CancellationToken.None) is { } why) throw new ClockSkewException(why);
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_refusal is { } refusal ? HealthCheckResult.Unhealthy(refusal.Message) : HealthCheckResult.Healthy());

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or StorageException or TimeoutException or IOException)
            {
                // A database that does not answer says nothing of clocks, and is another check's to tell.
            }
        }
    }

    /// <summary>Null when the clock agrees, else what is wrong.</summary>
    private async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        if (await _database.ReadClockAsync(_time, cancellationToken) is not { } reading) return null;
        Volatile.Write(ref _aheadSeconds, reading.Ahead.TotalSeconds);
        var why = reading.IsBeyond(_most) ? Text(reading) : null;
        if (why is not null && _refusal is null) LogWrong(_logger, why);
        if (why is null && _refusal is not null) LogRight(_logger);
        _refusal = why is null ? null : new(ErrorKind.Busy, ErrorReason.Busy, why, RetryAfter);
        return why;
    }

    private string Text(ClockReading reading) => string.Create(CultureInfo.InvariantCulture,
        $"This silo's clock is {reading.Ahead.Duration().TotalSeconds:F1} s {(reading.Ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's, and may differ by {_most.TotalSeconds:F3} s, half of Storage:Operations:ClockSkewMs: set the clock (NTP), or allow for more.");

    [LoggerMessage(1901, LogLevel.Error, "{Why} Until then this silo is not ready, and begins nothing on an array that does not remember epochs.")]
    private static partial void LogWrong(ILogger logger, string why);

    [LoggerMessage(1902, LogLevel.Warning, "This silo's clock agrees with the database's again.")]
    private static partial void LogRight(ILogger logger);
}
