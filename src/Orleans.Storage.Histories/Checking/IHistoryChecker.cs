namespace OrleansStorage.Histories.Checking;

/// <summary>Judges one side of a history. Stateless between calls, so safe from any thread.</summary>
public interface IHistoryChecker
{
    /// <summary>Its name, such as a command line takes it.</summary>
    string Name { get; }

    /// <summary>Its verdict; a part that it needs and that was not recorded makes it inconclusive.</summary>
    CheckResult Check(History history);
}
