using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Backends;

/// <summary>Whose the array is, and whether our record is behind it.</summary>
public sealed partial class BackendGrain
{
    private static readonly TimeSpan RaisePeriod = TimeSpan.FromMinutes(1);
    private long? _lookedAt;
    private string? _told;
    private bool _isStale;
    private Task _written = Task.CompletedTask;

    long IGenerations.Generation => state.State.Generation;

    /// <inheritdoc/>
    public Task<ImmutableArray<SeenEpoch>> GetSeenEpochs(ImmutableArray<VolumeId>? volumes) =>
        Task.FromResult<ImmutableArray<SeenEpoch>>(volumes is { } some ? [.. some.Select(Standing.SeenOf).OfType<SeenEpoch>()] : [.. Standing.Seen]);

    /// <inheritdoc/>
    public async Task<BackendStanding> GetStanding()
    {
        await Standing.LookAsync();
        return Tell();
    }

    /// <inheritdoc/>
    public async Task<BackendStanding> Claim(InstallationId from)
    {
        await Standing.ClaimAsync(from);
        return Tell();
    }

    /// <inheritdoc/>
    public async Task<BackendStanding> Recover()
    {
        await Standing.RecoverAsync();
        return Tell();
    }

    bool IGenerations.IsStale => _isStale;

    /// <summary>A write that failed ends no activation, for it would forget which LUNs rest whenever the database is away.</summary>
    Task IGenerations.RaiseGenerationAsync(long generation) => InTurnAsync(async () =>
    {
        // Nothing writes over a row that cannot be read; its record then counts as older than what the array has seen.
        if (_isUnreadable) return;
        var before = state.State.Generation;
        _isStale = true;
        state.State.Generation = generation;
        try
        {
            await state.WriteStateAsync();
            _isStale = false;
        }
        catch
        {
            state.State.Generation = before;
            throw;
        }
    });

    Task IGenerations.ReloadAsync() => InTurnAsync(async () =>
    {
        await state.ReadStateAsync();
        _isStale = false;
    });

    /// <summary>One write of the state after another: two at once would take each other for another activation's.</summary>
    private Task InTurnAsync(Func<Task> write)
    {
        return _written = AfterAsync(_written);

        async Task AfterAsync(Task before)
        {
            await Task.WhenAny(before);
            await write();
        }
    }

    /// <summary>Until the array has said whose it is, it is asked at every tick; then once a minute, which raises the generation.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // Not by the clock: one that was set back would stop it for as long.
        if (Standing.Kind != RecordStanding.Unread && _lookedAt is { } looked && time.GetElapsedTime(looked) < RaisePeriod) return;
        var now = time.GetTimestamp();
        await Standing.LookAsync();
        if (Standing.Kind != RecordStanding.Unread) _lookedAt = now;
        Tell();
    }

    /// <summary>Says each cause once, and that it is over.</summary>
    private BackendStanding Tell()
    {
        var standing = Standing.Report;
        if (standing.Why == _told) return standing;
        if (standing is { Why: { } why, Kind: not RecordStanding.Unread }) LogHeld(logger, Id, why);
        else if (_told is not null) LogReleased(logger, Id);
        _told = standing.Kind == RecordStanding.Unread ? null : standing.Why;
        return standing;
    }

    [LoggerMessage(1110, LogLevel.Error, "Backend {Backend}: {Why}")]
    private static partial void LogHeld(ILogger logger, BackendId backend, string why);

    [LoggerMessage(1111, LogLevel.Warning, "Backend {Backend}: the record is in step with the array again")]
    private static partial void LogReleased(ILogger logger, BackendId backend);
}
