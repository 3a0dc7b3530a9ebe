namespace OrleansStorage.Testing;

/// <summary>A directory of its own with a short name, gone with its content when disposed.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Its path; short, since UNIX sockets take no long one.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("os-").FullName;

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
