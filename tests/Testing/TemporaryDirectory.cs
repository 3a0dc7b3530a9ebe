namespace OrleansStorage.Testing;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Its path.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("orleans-storage-").FullName;

    /// <summary>Removes it and all that is in it.</summary>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
