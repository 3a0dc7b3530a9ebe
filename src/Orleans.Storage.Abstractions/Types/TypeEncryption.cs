namespace OrleansStorage.Types;

/// <summary>How volumes of a type are encrypted (the wire contract's §15). Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.TypeEncryption")]
public sealed record TypeEncryption
{
    /// <summary>Its id.</summary>
    [Id(0)] public required Guid Id { get; init; }
    /// <summary>What encrypts, such as <c>luks</c>.</summary>
    [Id(1)] public required string Provider { get; init; }
    /// <summary>Where.</summary>
    [Id(2)] public required EncryptionControl ControlLocation { get; init; }
    /// <summary>The cipher, such as <c>aes-xts-plain64</c>; null for the provider's own.</summary>
    [Id(3)] public string? Cipher { get; init; }
    /// <summary>The key's size in bits; null for the provider's own.</summary>
    [Id(4)] public int? KeySizeBits { get; init; }
    /// <summary>When it was made.</summary>
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed; null until then.</summary>
    [Id(6)] public DateTimeOffset? UpdatedAt { get; init; }
}
