namespace OrleansStorage.Data.Secrets;

/// <summary>A silo's key is not the one that the secrets of its database are sealed with; the message says what to do and holds no key.</summary>
public sealed class SecretsKeyException() : Exception(
    "Storage:Database:SecretsKey: this silo's key is not the one that this database's secrets are sealed with. Every silo of a cluster needs the same key: set Storage:Database:SecretsKey, "
    + "or give this silo's data directory the secrets.key of the others");
