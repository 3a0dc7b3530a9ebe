using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace OrleansStorage.Data.Schema;

/// <summary>One step of the schema, as embedded in this assembly; a released one is never edited. Immutable.</summary>
/// <param name="Version">Its number; steps are applied in order.</param>
/// <param name="Name">Its name, such as <c>002_catalog</c>.</param>
/// <param name="Text">Its SQL.</param>
internal sealed record SchemaScript(int Version, string Name, string Text)
{
    /// <summary>What tells this text from another: its SHA-256, as hexadecimal digits.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Every step of a folder, first first.</summary>
    public static IReadOnlyList<SchemaScript> ReadAll(string folder)
    {
        var assembly = typeof(SchemaScript).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(n => Read(assembly, n, n[(folder.Length + 1)..]))
            .OrderBy(s => s.Version)];
    }

    private static SchemaScript Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new SchemaScript(int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
