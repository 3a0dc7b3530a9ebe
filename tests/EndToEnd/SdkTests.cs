using OrleansStorage.Client;
using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Testing;
using OrleansStorage.Volumes;

namespace OrleansStorage.EndToEnd;

/// <summary>The SDK as a compute service embeds it, over the network to a silo's gateway.</summary>
public sealed class SdkTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private SiloProcess? _silo;
    private StorageClientConnection? _connection;

    private IStorageClient Client => _connection!.Client;

    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(new() { DataDirectory = _directory.FullPath });
        _connection = await StorageClientConnection.ConnectAsync(new() { LocalGatewayPort = _silo.Settings.GatewayPort });
    }

    public async Task DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        if (_silo is not null) await _silo.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Story_AttachLiveMigrateDetach_EndsWithoutExport()
    {
        var volume = (await Client.CreateVolumeAsync(new() { SizeGiB = 1 })).Id;
        Assert.Equal(VolumeStatus.Available, (await Client.WaitUntilSettledAsync(volume))!.Status);

        var source = await Client.AttachAsync(volume, Guid.NewGuid(), Connector("compute-1"));
        await Client.CompleteAsync(volume, source.Attachment.Id);
        Assert.Equal(Login(source.Connection!), Login(await Client.GetConnectionAsync(volume, source.Attachment.Id)));

        var hostsWhileMoving = Array.Empty<string>();
        var destination = await Client.LiveMigrateAsync(new(volume, source.Attachment.Id, Connector("compute-2")), async (_, token) => hostsWhileMoving = await HostsAsync(volume));
        Assert.Equal(["compute-1", "compute-2"], hostsWhileMoving);
        Assert.Equal(["compute-2"], await HostsAsync(volume));

        await Client.DetachAsync(volume, destination.Attachment.Id);
        Assert.Empty(await HostsAsync(volume));
        await Client.DeleteVolumeAsync(volume);
        Assert.Null(await Client.WaitUntilSettledAsync(volume));
    }

    [Fact]
    public async Task Attach_WithTheSameIdAgain_MakesNoSecondAttachment()
    {
        var volume = (await Client.CreateVolumeAsync(new() { SizeGiB = 1 })).Id;
        await Client.WaitUntilSettledAsync(volume);
        var options = new AttachOptions { Id = AttachmentId.New() };
        var instance = Guid.NewGuid();

        var first = await Client.AttachAsync(volume, instance, Connector("compute-1"), options);
        var second = await Client.AttachAsync(volume, instance, Connector("compute-1"), options);

        Assert.Equal(first.Attachment.Id, second.Attachment.Id);
        Assert.Equal(Login(first.Connection!), Login(second.Connection!));
        Assert.Single((await Client.GetVolumeAsync(volume))!.Attachments);
    }

    [Fact]
    public async Task Extend_WhileAHostUsesIt_GrowsTheVolume()
    {
        var volume = (await Client.CreateVolumeAsync(new() { SizeGiB = 1 })).Id;
        await Client.WaitUntilSettledAsync(volume);
        var attachment = await Client.AttachAsync(volume, Guid.NewGuid(), Connector("compute-1"));
        await Client.CompleteAsync(volume, attachment.Attachment.Id);

        Assert.Equal(3, (await Client.ExtendVolumeAsync(volume, 3)).SizeGiB);
    }

    [Fact]
    public async Task CreateVolume_BeyondTheQuota_IsRefused()
    {
        var error = await Assert.ThrowsAsync<StorageException>(() => Client.CreateVolumeAsync(new() { SizeGiB = 1001 }));

        Assert.Equal(ErrorReason.OverQuota, error.Error.Reason);
    }

    [Fact]
    public async Task GetVolume_OfAnotherProject_IsNull()
    {
        var volume = (await Client.CreateVolumeAsync(new() { SizeGiB = 1 })).Id;

        Assert.Null(await Client.ForProject(new("other"), "somebody").GetVolumeAsync(volume));
    }

    private static Connector Connector(string host) => new() { Host = host, Initiator = "iqn.1993-08.org.debian:01:" + host };

    private static (string Target, int Lun, string User, Secret Password) Login(ConnectionInfo connection) =>
        connection.Data is IscsiConnectionData iscsi ? (iscsi.TargetIqn, iscsi.TargetLun, iscsi.AuthUsername, iscsi.AuthPassword) : throw new InvalidOperationException("No iSCSI login.");

    private async Task<string[]> HostsAsync(VolumeId volume) => [.. (await Client.GetVolumeAsync(volume))!.Exports.Select(export => export.Host).Order()];
}
