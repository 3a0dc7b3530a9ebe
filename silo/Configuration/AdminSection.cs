namespace OrleansStorage.Silo.Configuration;

/// <summary><c>Storage:Admin</c>: the listener of what operators alone may see, which asks nobody who he is.</summary>
public sealed class AdminSection
{
    /// <summary>Where it listens, with semicolons between addresses; empty for nowhere.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:9776";
    /// <summary>
    /// The names by which it may be asked for, beside addresses and <c>localhost</c>: a browser that a foreign page sends here asks by
    /// another.
    /// </summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>The addresses, one by one.</summary>
    internal IReadOnlyList<string> Addresses => Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
