namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>A tgtadm of the test's own, for the driver to run instead of the machine's.</summary>
internal static class TgtadmScript
{
    /// <summary>Writes one.</summary>
    /// <param name="directory">Where; it is made when it is absent.</param>
    /// <param name="before">Shell commands before the real tgtadm is run with the same arguments.</param>
    /// <returns>Its path.</returns>
    public static string Write(string directory, string before)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "tgtadm");
        File.WriteAllText(path, $"""
            #!/bin/sh
            {before}
            PATH=$PATH:/usr/sbin:/sbin exec tgtadm "$@"
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
