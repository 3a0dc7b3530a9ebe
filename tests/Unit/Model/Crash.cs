namespace OrleansStorage.Unit.Tests.Model;

/// <summary>Where an activation is lost.</summary>
internal enum Crash
{
    None,
    BeforeIntent,
    AfterIntent,
    AfterEffect,
}
