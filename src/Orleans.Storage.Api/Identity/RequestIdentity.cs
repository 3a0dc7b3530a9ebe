using System.Collections.Frozen;

namespace OrleansStorage.Api.Identity;

/// <summary>Who sends a request. Immutable.</summary>
/// <param name="Caller">The user and the project, and whether the user is an admin: may see and change every project's objects.</param>
/// <param name="IsService">Whether a service speaks for the user. A service may end an attachment that a compute service holds; others may not (CVE-2023-2088, contract §11).</param>
/// <param name="Roles">The user's roles in the project, with those that they imply; compared without regard to case. Policies are rules about them.</param>
public sealed record RequestIdentity(Caller Caller, bool IsService, FrozenSet<string> Roles);
