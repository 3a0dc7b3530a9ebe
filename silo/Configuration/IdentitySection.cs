namespace OrleansStorage.Silo.Configuration;

/// <summary><c>Storage:Identity</c>.</summary>
public sealed class IdentitySection
{
    /// <summary><c>NoAuth</c>: the token's text says who the caller is. For development: it trusts everybody.</summary>
    public string Strategy { get; set; } = "NoAuth";
    /// <summary>Users that are ordinary members under NoAuth; every other user is an administrator, as under Cinder's noauth.</summary>
    public IList<string> Members { get; } = [];
}
