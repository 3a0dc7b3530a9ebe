namespace OrleansStorage.Silo.Configuration;

/// <summary><c>Storage:Identity:NoAuth</c>.</summary>
public sealed class NoAuthSection
{
    /// <summary>Users that are ordinary members; every other user is an administrator, as under Cinder's noauth.</summary>
    public IList<string> Members { get; } = [];
}
