namespace OrleansStorage.Api.Identity;

/// <summary>Who sends a request. Immutable.</summary>
/// <param name="Caller">The user, the project and the rights.</param>
/// <param name="IsService">Whether a service speaks for the user. A service may end an attachment that a compute service holds; others may not (CVE-2023-2088, contract §11).</param>
public sealed record RequestIdentity(Caller Caller, bool IsService);
