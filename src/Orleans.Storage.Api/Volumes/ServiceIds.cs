using System.Security.Cryptography;
using System.Text;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Volumes;

/// <summary>
/// The id of a backend's service, by which hosts lock while they log in to shared targets: the same for all volumes of a backend, in
/// every process.
/// </summary>
internal static class ServiceIds
{
    /// <summary>A backend's.</summary>
    public static Guid Of(BackendId backend) => new(SHA256.HashData(Encoding.UTF8.GetBytes(backend.Value)).AsSpan(0, 16));
}
