namespace OrleansStorage.Connections;

/// <summary>Seals secrets for rest and opens them again. Safe from any thread.</summary>
public interface ISecretSealer
{
    /// <summary>A new random one-time secret, sealed.</summary>
    SealedSecret NewSecret();

    /// <summary>Seals a given secret.</summary>
    SealedSecret Seal(Secret secret);

    /// <summary>Opens what this cluster sealed.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was sealed with another key, or is damaged.</exception>
    Secret Open(SealedSecret secret);
}
