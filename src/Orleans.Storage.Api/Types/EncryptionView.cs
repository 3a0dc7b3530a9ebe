using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>Writes how a type encrypts (contract §15).</summary>
internal static class EncryptionView
{
    private static readonly (string Key, Action<Utf8JsonWriter, VolumeTypeId, TypeEncryption> Write)[] Fields =
    [
        ("volume_type_id", static (json, type, _) => json.WriteString("volume_type_id"u8, type.Value)),
        ("encryption_id", static (json, _, encryption) => json.WriteString("encryption_id"u8, encryption.Id)),
        ("provider", static (json, _, encryption) => json.WriteString("provider"u8, encryption.Provider)),
        ("control_location", static (json, _, encryption) => json.WriteString("control_location"u8, WireName<EncryptionControl>.Of(encryption.ControlLocation))),
        ("cipher", static (json, _, encryption) => json.WriteString("cipher"u8, encryption.Cipher)),
        ("key_size", static (json, _, encryption) => json.WriteNumberOrNull("key_size"u8, encryption.KeySizeBits)),
    ];

    /// <summary>What writes one field; null when there is none of this name.</summary>
    public static Action<Utf8JsonWriter, VolumeTypeId, TypeEncryption>? Field(string key) => Array.Find(Fields, f => f.Key == key).Write;

    /// <summary>Every field, inside an object.</summary>
    public static void WriteFields(Utf8JsonWriter json, VolumeTypeId type, TypeEncryption encryption)
    {
        foreach (var (_, write) in Fields)
        {
            write(json, type, encryption);
        }
    }
}
