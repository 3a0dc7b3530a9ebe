using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>A host that reads without an end (libiscsi-bin's <c>iscsi-perf</c>): it holds its session until that is cut, and does not try to come back.</summary>
internal static class EndlessReader
{
    private static readonly TimeSpan LoginTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Logs in and begins.</summary>
    public static async Task<RunningProcess> StartAsync(IscsiLogin login)
    {
        // Its output would otherwise wait in a buffer until it ends.
        var reader = RunningProcess.Start("stdbuf", ["-oL", "iscsi-perf", "-x", "0", "-i", login.Initiator, login.Url]);
        await reader.WaitForOutputAsync("infinite runtime", LoginTimeout);
        return reader;
    }
}
