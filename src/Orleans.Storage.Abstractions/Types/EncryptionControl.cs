using System.Text.Json.Serialization;

namespace OrleansStorage.Types;

/// <summary>Where volumes of an encrypting type are encrypted. Append only.</summary>
[JsonConverter(typeof(WordConverter<EncryptionControl>))]
public enum EncryptionControl
{
    /// <summary>On the compute host.</summary>
    [JsonStringEnumMemberName("front-end")] FrontEnd = 0,
    /// <summary>On the array.</summary>
    [JsonStringEnumMemberName("back-end")] BackEnd = 1,
}
