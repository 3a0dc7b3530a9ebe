using OrleansStorage.Api.Errors;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>Types that encrypt, where no key can be made.</summary>
internal static class EncryptingTypes
{
    /// <summary><see cref="Differences.NoKeyManager"/>.</summary>
    /// <exception cref="ApiException">400: the type encrypts, so that no volume can have it.</exception>
    public static void RefuseEncryption(this VolumeType type)
    {
        if (type.Encryption is not null)
        {
            throw ApiException.BadRequest($"Key manager error: there is none that could make a key for a volume of the encrypting type '{type.Name}'.");
        }
    }
}
