using System.Security.Cryptography;
using System.Text;
using OrleansStorage.Connections;

namespace OrleansStorage.Data.Secrets;

/// <summary>
/// Seals with AES-256-GCM and a random nonce. A sealed secret is <c>1:</c> and the base64 of nonce, cipher text and tag; the prefix lets a later version read what this one wrote.
/// Safe from any thread. Sealing the same secret twice gives different texts.
/// </summary>
public sealed class AesSecretSealer : ISecretSealer
{
    /// <summary>The length of a key in bytes.</summary>
    public const int KeyLengthBytes = 32;

    // CHAP wants 12 to 16 bytes; letters and digits survive every tool's quoting. Those that look alike are left out.
    private const int SecretLength = 16;
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private const string Version = "1:";
    private const int NonceLengthBytes = 12;
    private const int TagLengthBytes = 16;

    private readonly byte[] _key;

    /// <summary>Seals with a given key, which every silo of a cluster must share.</summary>
    /// <exception cref="ArgumentException">The key has not <see cref="KeyLengthBytes"/> bytes.</exception>
    public AesSecretSealer(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyLengthBytes)
            throw new ArgumentException($"The key for secrets has {key.Length} bytes; it must have {KeyLengthBytes}.", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>Seals with a key from the configuration, in base64.</summary>
    /// <exception cref="ArgumentException">It is not base64, or not <see cref="KeyLengthBytes"/> bytes; the message does not repeat it.</exception>
    public static AesSecretSealer FromBase64(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TryRead(key, out var bytes) ? new(bytes) : throw new ArgumentException("The key for secrets is not base64.", nameof(key));
    }

    /// <summary>Whether a text is a key as <see cref="FromBase64"/> takes it.</summary>
    public static bool IsKey(string text) => TryRead(text, out var key) && key.Length == KeyLengthBytes;

    /// <inheritdoc/>
    public SealedSecret NewSecret() => Seal(new Secret(RandomNumberGenerator.GetString(Alphabet, SecretLength)));

    /// <inheritdoc/>
    public SealedSecret Seal(Secret secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret.Reveal);
        var box = new byte[NonceLengthBytes + plain.Length + TagLengthBytes];
        var nonce = box.AsSpan(0, NonceLengthBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLengthBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceLengthBytes, plain.Length), box.AsSpan(NonceLengthBytes + plain.Length));
        return new SealedSecret(Version + Convert.ToBase64String(box));
    }

    /// <inheritdoc/>
    public Secret Open(SealedSecret secret)
    {
        var box = ReadBox(secret.Value);
        var plain = new byte[box.Length - NonceLengthBytes - TagLengthBytes];
        using var aes = new AesGcm(_key, TagLengthBytes);
        aes.Decrypt(box.AsSpan(0, NonceLengthBytes), box.AsSpan(NonceLengthBytes, plain.Length), box.AsSpan(NonceLengthBytes + plain.Length), plain);
        return new Secret(Encoding.UTF8.GetString(plain));
    }

    private static bool TryRead(string text, out ReadOnlySpan<byte> key)
    {
        var bytes = new byte[text.Length];
        var isBase64 = Convert.TryFromBase64String(text, bytes, out var length);
        key = bytes.AsSpan(0, length);
        return isBase64;
    }

    private static byte[] ReadBox(string? value)
    {
        if (value is null || !value.StartsWith(Version, StringComparison.Ordinal))
            throw new CryptographicException("This is not a sealed secret of a known version.");
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value[Version.Length..], bytes, out var length) || length < NonceLengthBytes + TagLengthBytes)
            throw new CryptographicException("The sealed secret is damaged.");
        return bytes[..length];
    }
}
