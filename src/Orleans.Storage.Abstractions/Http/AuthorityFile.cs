using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrleansStorage.Http;

/// <summary>
/// A file of PEM certificates of the authorities to trust, instead of those of the machine: what OpenStack calls a <c>cafile</c>.
/// </summary>
public static class AuthorityFile
{
    /// <summary>What trusts servers of these authorities alone. Revocation is not looked up, as with OpenStack's clients.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="CryptographicException">It holds no certificate, or a damaged one.</exception>
    public static SslClientAuthenticationOptions Trust(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        if (authorities.Count == 0) throw new CryptographicException($"{path} holds no PEM certificate.");
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return new() { CertificateChainPolicy = policy };
    }
}
