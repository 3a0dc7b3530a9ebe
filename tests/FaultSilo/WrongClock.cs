namespace OrleansStorage.FaultSilo;

/// <summary>The machine's clock, set wrong; its timers are right.</summary>
/// <param name="ahead">By how much it is ahead.</param>
internal sealed class WrongClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
