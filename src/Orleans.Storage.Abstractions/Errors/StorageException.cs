namespace OrleansStorage.Errors;

/// <summary>The only exception that this product throws on purpose across a grain call; says what <see cref="Error"/> says.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.StorageException")]
public sealed class StorageException : Exception
{
    /// <summary>Wraps <paramref name="error"/>.</summary>
    public StorageException(StorageError error) : base(error.Message) => Error = error;

    /// <summary>What went wrong.</summary>
    [Id(0)]
    public StorageError Error { get; private set; }
}
