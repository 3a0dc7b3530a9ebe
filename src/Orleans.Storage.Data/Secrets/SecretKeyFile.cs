using System.Runtime.InteropServices;
using System.Security.Cryptography;
using OrleansStorage.Files;

namespace OrleansStorage.Data.Secrets;

/// <summary>The key of a single silo's secrets, in a file of its data directory that only its owner may read.</summary>
public static class SecretKeyFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "secrets.key";

    /// <summary>A sealer with the directory's key; the first call makes the key, every later one reads it. Safe from several processes at once.</summary>
    /// <exception cref="InvalidDataException">The file is there and others may read it, or it does not hold a key: whoever replaces it loses every stored secret, so nothing does so by itself.</exception>
    /// <exception cref="IOException">The file can be neither read nor made.</exception>
    public static AesSecretSealer Open(string directory)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            Make(directory, path);
        if (PrivateFiles.ComplaintAbout(path) is { } complaint)
            throw new InvalidDataException(complaint);
        var key = File.ReadAllBytes(path);
        return key.Length == AesSecretSealer.KeyLengthBytes
            ? new AesSecretSealer(key)
            : throw new InvalidDataException($"{path} has {key.Length} bytes; a key for secrets has {AesSecretSealer.KeyLengthBytes}. "
                + "Restore it from a backup, or remove it to start with a new key and without the stored secrets.");
    }

    // Under a name of its own first, then linked into place: nobody ever sees half a key, and of two that race one wins.
    private static void Make(string directory, string path)
    {
        PrivateFiles.MakeDirectory(directory);
        var draft = Path.Combine(directory, $"{Name}.{Guid.NewGuid():N}");
        using (var file = PrivateFiles.Open(draft, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
        {
            file.Write(RandomNumberGenerator.GetBytes(AesSecretSealer.KeyLengthBytes));
            file.Flush(flushToDisk: true);
        }
        try
        {
            Place(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another's key is in its place.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Gives a file a name that nothing has yet. On Unix a move looks first and replaces then, so of two both may win; link(2) does not, where the file system has it.</summary>
    /// <exception cref="IOException">The name is taken.</exception>
    private static void Place(string draft, string path)
    {
        if (OperatingSystem.IsWindows() || Link(draft, path) != 0)
            File.Move(draft, path, overwrite: false);
    }

    [DllImport("libc", EntryPoint = "link"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
