namespace OrleansStorage.Unit.Tests.Model;

/// <summary>What goes wrong on the way to the model's array.</summary>
internal enum Fault
{
    None,
    Refused,
    Unreachable,
    Busy,
    UnknownNotDone,
    UnknownButDone,
}
