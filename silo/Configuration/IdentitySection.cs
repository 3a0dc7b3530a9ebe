using OrleansStorage.Api.Identity;
using OrleansStorage.Api.Identity.Keystone;

namespace OrleansStorage.Silo.Configuration;

/// <summary><c>Storage:Identity</c>.</summary>
public sealed class IdentitySection
{
    /// <summary><c>NoAuth</c>: the token's text says who the caller is. For development: it trusts everybody. <c>Keystone</c>: Keystone says who the caller is.</summary>
    public string Strategy { get; set; } = "NoAuth";
    /// <summary>What NoAuth may be told.</summary>
    public NoAuthOptions NoAuth { get; set; } = new();
    /// <summary>Where Keystone is.</summary>
    public KeystoneOptions Keystone { get; set; } = new();

    /// <summary>Whether callers have to prove who they are.</summary>
    internal bool IsKeystone => Strategy == "Keystone";
}
