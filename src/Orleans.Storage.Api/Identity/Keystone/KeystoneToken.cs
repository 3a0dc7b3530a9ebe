using System.Collections.Frozen;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>What Keystone says of a valid token. Immutable; never holds the token's text.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ProjectId">The project that it is scoped to; null for an unscoped, domain or system token.</param>
/// <param name="Roles">The names of the user's roles there.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record KeystoneToken(string UserId, string? ProjectId, FrozenSet<string> Roles, DateTimeOffset ExpiresAt);
