using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using OrleansStorage.Connections;

namespace OrleansStorage.Transfers;

/// <summary>What is kept of a transfer's key: enough to know it again, too little to tell it. Immutable.</summary>
/// <param name="Salt">Random bytes, in hexadecimal.</param>
/// <param name="Hash">HMAC-SHA-256 of the key under the salt, in hexadecimal.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.TransferKeyHash")]
public sealed record TransferKeyHash([property: Id(0), JsonPropertyName("salt")] string Salt, [property: Id(1), JsonPropertyName("hash")] string Hash)
{
    /// <summary>The hash of a key under a salt.</summary>
    public static TransferKeyHash Of(Secret key, ReadOnlySpan<byte> salt) =>
        new(Convert.ToHexStringLower(salt), Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(key.Reveal))));

    /// <summary>Whether <paramref name="key"/> is the one; takes as long for a wrong key as for the right one.</summary>
    public bool Matches(Secret key) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(key, Convert.FromHexString(Salt)).Hash), Encoding.UTF8.GetBytes(Hash));
}
