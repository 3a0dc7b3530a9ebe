namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>The identity service. Safe from any thread; every call may be repeated.</summary>
internal interface IKeystone
{
    /// <summary>What a token stands for; null when it is not valid, or expired and not <paramref name="allowExpired"/>.</summary>
    /// <exception cref="KeystoneUnavailableException">It gave no answer, or none that can be understood.</exception>
    Task<KeystoneToken?> ValidateAsync(string token, bool allowExpired);
}
