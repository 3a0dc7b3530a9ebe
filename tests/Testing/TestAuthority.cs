using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrleansStorage.Testing;

/// <summary>A certificate authority that no machine trusts by itself, and one server's certificate from it, as PEM files.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Makes both; the server's is for 127.0.0.1 and localhost.</summary>
    public TestAuthority()
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(from, to);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=localhost", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(authority, from, to, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(CaFile, authority.ExportCertificatePem());
        File.WriteAllText(ServerFile, certificate.ExportCertificatePem() + "\n" + serverKey.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The authority's certificate.</summary>
    public string CaFile => _directory["ca.pem"];

    /// <summary>The server's certificate, and its key behind it, as HAProxy and nginx take them.</summary>
    public string ServerFile => _directory["server.pem"];

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();
}
