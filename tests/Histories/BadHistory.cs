using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Tests.Support;

namespace OrleansStorage.Histories.Tests;

/// <summary>A history that must be refused: who must say so, and by which name.</summary>
internal sealed record BadHistory(string Checker, Invariant Broken, HistoryBuilder History);
