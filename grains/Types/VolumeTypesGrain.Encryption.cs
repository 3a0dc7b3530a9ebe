using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Types;

public sealed partial class VolumeTypesGrain
{
    /// <inheritdoc/>
    public async Task<VolumeType> CreateEncryption(VolumeTypeId id, EncryptionChange encryption)
    {
        if (Find(id).Encryption is not null) throw StorageError.Refused(ErrorReason.InvalidVolumeType, $"Volume type encryption for type {id} already exists.").ToException();
        await ThrowIfInUseAsync(id, "Cannot create encryption specs. Volume type in use.");
        var made = new TypeEncryption
        {
            Id = Guid.NewGuid(), Provider = encryption.Provider ?? throw StorageError.InvalidInput("provider is required.").ToException(),
            ControlLocation = encryption.ControlLocation ?? throw StorageError.InvalidInput("control_location is required.").ToException(),
            Cipher = encryption.Cipher, KeySizeBits = encryption.KeySizeBits, CreatedAt = time.GetUtcNow(),
        };
        return await ReplaceAsync(id, t => t with { Encryption = made });
    }

    /// <inheritdoc/>
    public async Task<VolumeType> UpdateEncryption(VolumeTypeId id, EncryptionChange change)
    {
        var before = FindEncryption(id);
        await ThrowIfInUseAsync(id, "Cannot update encryption specs. Volume type in use.");
        var after = before with
        {
            Provider = change.Provider ?? before.Provider, ControlLocation = change.ControlLocation ?? before.ControlLocation,
            Cipher = change.Cipher ?? before.Cipher, KeySizeBits = change.KeySizeBits ?? before.KeySizeBits, UpdatedAt = time.GetUtcNow(),
        };
        return await ReplaceAsync(id, t => t with { Encryption = after });
    }

    /// <inheritdoc/>
    public async Task DeleteEncryption(VolumeTypeId id)
    {
        FindEncryption(id);
        await ThrowIfInUseAsync(id, "Cannot delete encryption specs. Volume type in use.");
        await ReplaceAsync(id, t => t with { Encryption = null });
    }

    private TypeEncryption FindEncryption(VolumeTypeId id) => Find(id).Encryption ?? throw StorageError.NotFound($"Volume type encryption for type {id} does not exist.").ToException();
}
