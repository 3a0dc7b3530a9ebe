namespace OrleansStorage.Types;

/// <summary>What an operator says of a type's encryption. Null leaves a value as it is, or unset when it is new. Immutable.</summary>
/// <param name="Provider">What encrypts.</param>
/// <param name="ControlLocation">Where.</param>
/// <param name="Cipher">The cipher.</param>
/// <param name="KeySizeBits">The key's size in bits.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.EncryptionChange")]
public sealed record EncryptionChange([property: Id(0)] string? Provider, [property: Id(1)] EncryptionControl? ControlLocation, [property: Id(2)] string? Cipher, [property: Id(3)] int? KeySizeBits);
