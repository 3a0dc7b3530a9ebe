using System.Net;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;
using Xunit;

namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>A silo with one backend, a real iSCSI target, and the clients that talk to it.</summary>
public sealed class TgtSilo : IAsyncLifetime
{
    private const string Project = "89afd400b6464bbcb12bc0a4d63e5bd3";
    private static readonly TimeSpan GoneTimeout = TimeSpan.FromSeconds(60);

    private readonly TgtBackend _tgt = TgtBackend.Reserve();
    private SiloProcess? _silo;
    private ApiClient? _api;

    /// <summary>Where the volumes' files are.</summary>
    public string PoolDirectory => _tgt.PoolDirectory;

    internal OpenStackClient Client => new(_silo!, Project);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(new() { DataDirectory = _tgt.DataDirectory, More = _tgt.Settings(0).ToDictionary() });
        _api = new(_silo.Url, Project, "lab");
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        _api?.Dispose();
        if (_silo is not null) await _silo.DisposeAsync();
        await _tgt.DisposeAsync();
    }

    /// <summary>Makes a volume with <c>cinder</c> and waits until it can be used.</summary>
    public async Task<string> CreateVolumeAsync(string name)
    {
        var id = (await Client.CinderPropertiesAsync("create", "1", "--name", name))["id"];
        await WaitForStatusAsync(id, "available");
        return id;
    }

    /// <summary>Waits until a volume has a status.</summary>
    public Task WaitForStatusAsync(string volume, string status) => _api!.WaitForStatusAsync(volume, status);

    /// <summary>Waits until a snapshot has a status.</summary>
    public Task WaitForSnapshotAsync(string snapshot, string status) =>
        Eventually.Is($"snapshot {snapshot} is {status}", async () => (await _api!.GetAsync($"snapshots/{snapshot}")).Json.GetProperty("snapshot").GetProperty("status").GetString() == status);

    /// <summary>Waits until something is gone.</summary>
    public Task WaitUntilGoneAsync(string path) =>
        Eventually.Is($"404 for {path}", async () => (await _api!.GetAsync(path)).Status == HttpStatusCode.NotFound, GoneTimeout);
}
