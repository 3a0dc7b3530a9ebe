namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>Keystone gave no answer that says whether a token is valid. The request may be repeated.</summary>
internal sealed class KeystoneUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the log says already why, and what to check.</summary>
    public bool IsLogged { get; init; }
}
