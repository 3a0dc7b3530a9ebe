using OrleansStorage.Backends;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>One object of a pool directory. Immutable.</summary>
/// <param name="Object">What it is, by the name to which it answers.</param>
/// <param name="Path">Its file.</param>
internal sealed record TgtPoolObject(ArrayObject Object, string Path)
{
    public bool IsSnapshot => Object.SourceName is not null;
}
