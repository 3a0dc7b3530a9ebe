using OrleansStorage.Api.Identity;

namespace OrleansStorage.Silo.Configuration;

/// <summary><c>Storage:Identity</c>.</summary>
public sealed class IdentitySection
{
    /// <summary><c>NoAuth</c>: the token's text says who the caller is. For development: it trusts everybody.</summary>
    public string Strategy { get; set; } = "NoAuth";
    /// <summary>What NoAuth may be told.</summary>
    public NoAuthOptions NoAuth { get; set; } = new();
}
