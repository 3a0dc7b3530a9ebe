using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>A token as it is remembered: its SHA-256, so that no memory dump holds a token that someone could use. Immutable.</summary>
/// <param name="High">The hash's first half.</param>
/// <param name="Low">The hash's second half.</param>
/// <param name="AllowsExpired">Whether an expired token was good enough, which is another question with another answer.</param>
internal readonly record struct TokenKey(UInt128 High, UInt128 Low, bool AllowsExpired)
{
    /// <summary>The longest token that is looked at. Fernet's have about 250 characters, JWS's up to 2,000.</summary>
    private const int MaxLength = 4096;

    private static readonly SearchValues<char> Visible = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);

    /// <summary>The key of a token; null for a text that no identity service would issue, which need not be asked about.</summary>
    public static TokenKey? Of(string token, bool allowsExpired)
    {
        if (token.Length is 0 or > MaxLength || token.AsSpan().ContainsAnyExcept(Visible))
        {
            return null;
        }

        Span<byte> text = stackalloc byte[token.Length];
        Encoding.ASCII.GetBytes(token, text);
        Span<UInt128> hash = stackalloc UInt128[2];
        SHA256.HashData(text, MemoryMarshal.AsBytes(hash));
        return new(hash[0], hash[1], allowsExpired);
    }
}
