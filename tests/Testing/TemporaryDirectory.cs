namespace OrleansStorage.Testing;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Its path; short, since UNIX sockets take no long one.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("os-").FullName;

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(FullPath, name);

    /// <summary>Removes it and all that is in it.</summary>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
