namespace OrleansStorage.Api.Tests.Keystone;

/// <summary>The real time, ahead by as much as the test says; delays take as long as ever.</summary>
internal sealed class ClockAhead : TimeProvider
{
    /// <summary>How far it is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
