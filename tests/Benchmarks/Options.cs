namespace OrleansStorage.Benchmarks;

/// <summary>What is measured.</summary>
/// <param name="Databases">Which databases.</param>
/// <param name="InFlight">How many at once.</param>
/// <param name="Duration">For how long each.</param>
/// <param name="WarmUp">For how long attach cycles run first, uncounted: a silo compiles its code for good in its first half minute of work.</param>
/// <param name="Attaches">How many attaches for the cost of the last against the thousandth; 0 to leave it out.</param>
/// <param name="OnlyAttach">Leave out all but the attach cycle.</param>
internal sealed record Options(IReadOnlyList<string> Databases, IReadOnlyList<int> InFlight, TimeSpan Duration, TimeSpan WarmUp, int Attaches, bool OnlyAttach);
