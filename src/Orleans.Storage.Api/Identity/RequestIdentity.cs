using System.Collections.Frozen;

namespace OrleansStorage.Api.Identity;

/// <summary>Who sends a request. Immutable.</summary>
/// <param name="Caller">The user and the project, whether the user is an admin: may see and change every project's objects; and whether a service speaks for the user.</param>
/// <param name="Roles">The user's roles in the project, with those that they imply; compared without regard to case. Policies are rules about them.</param>
public sealed record RequestIdentity(Caller Caller, FrozenSet<string> Roles);
