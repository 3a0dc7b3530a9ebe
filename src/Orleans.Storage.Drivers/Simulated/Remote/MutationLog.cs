using System.Text.Json;
using OrleansStorage.Files;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>
/// Every change that an array ever made, oldest first: one JSON line each, written before the call is answered and kept over restarts. Written under the array's lock, so not safe from several threads.
/// </summary>
internal sealed class MutationLog : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private long _number;

    /// <summary>Opens or makes the log, and notes the start.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public MutationLog(string path, TimeProvider time)
    {
        _time = time;
        _number = File.Exists(path) ? File.ReadLines(path).LongCount() : 0;
        _file = PrivateFiles.Open(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        Write(new(++_number, _time.GetUtcNow(), "Start"));
    }

    /// <summary>Adds one change.</summary>
    public void Add(SimulatedMutation change) =>
        Write(new(++_number, _time.GetUtcNow(), change.Verb.ToString(), change.VolumeId, change.SnapshotId, change.Initiator, change.Epoch));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(MutationLogEntry entry) => _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry, RemoteJson.Default.MutationLogEntry), (byte)'\n']);
}
