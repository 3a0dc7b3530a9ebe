namespace OrleansStorage.Files;

/// <summary>
/// Files of the owner's alone: everything that the product keeps on a disk is a tenant's data or opens it. On Windows, where folders hand
/// their rights down, it changes nothing. Safe from any thread.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder = File | UnixFileMode.UserExecute;

    /// <summary>Makes a directory (0700), and those above it as the process makes any; one that is there stays as it is.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Folder);
    }

    /// <summary>Opens a file, unbuffered; one that it makes is 0600.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = File;
        return new(path, options);
    }

    /// <summary>Takes every right to a file from all but its owner (0600).</summary>
    /// <exception cref="UnauthorizedAccessException">It is another's.</exception>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(path, File);
    }

    /// <summary>Looks who may read a file or enter a directory.</summary>
    /// <returns>A line that says what is wrong and how it is mended; null when it is its owner's alone, or not there.</returns>
    public static string? ComplaintAbout(string path)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path)) return null;
        var isFolder = Directory.Exists(path);
        return (System.IO.File.GetUnixFileMode(path) & ~Folder) == 0
            ? null
            : $"{path} is open to others than its owner: chmod {(isFolder ? "700" : "600")} {path}";
    }
}
