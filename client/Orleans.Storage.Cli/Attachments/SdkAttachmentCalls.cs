using System.Net;
using System.Net.Sockets;
using OrleansStorage.Cli.Rest;
using OrleansStorage.Client;
using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Cli.Attachments;

/// <summary>An attachment's life through the SDK, as a compute service has it: repeated when the cluster is away, and never done twice. Safe from any thread.</summary>
public sealed class SdkAttachmentCalls : IAttachmentCalls
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private readonly StorageClientConnection _connection;
    private readonly CinderApi _api;

    private SdkAttachmentCalls(StorageClientConnection connection, CinderApi api)
    {
        _connection = connection;
        _api = api;
    }

    private IStorageClient Client => _connection.Client;

    /// <summary>Connects to a cluster, to act for the user and the project of <paramref name="api"/>, which stays its owner's.</summary>
    /// <param name="gateways">Gateways of its silos; one that answers is enough.</param>
    /// <param name="api">Says which volume an attachment is of when the caller does not know.</param>
    /// <param name="time">The clock of the time-out.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="EndpointException">No gateway answers there.</exception>
    public static async Task<SdkAttachmentCalls> ConnectAsync(IReadOnlyList<DnsEndPoint> gateways, CinderApi api, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gateways);
        ArgumentNullException.ThrowIfNull(api);
        var options = new StorageClientOptions { Project = new(api.Project), UserId = api.User };
        using var limit = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            foreach (var gateway in gateways)
            {
                foreach (var address in await Dns.GetHostAddressesAsync(gateway.Host, either.Token))
                    options.Gateways.Add(new(address, gateway.Port));
            }
            return new(await StorageClientConnection.ConnectAsync(options, either.Token), api);
        }
        catch (SocketException error)
        {
            throw new EndpointException($"A host of {Text(gateways)} is not known: {error.Message}. Is --cluster right?", error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EndpointException($"No silo's gateway answers at {Text(gateways)}. Is the silo running (dotnet run --project silo), and is --cluster right? A silo with Keystone opens none; without --cluster the API is asked.", error);
        }
    }

    private static string Text(IEnumerable<DnsEndPoint> gateways) => string.Join(", ", gateways.Select(g => $"{g.Host}:{g.Port}"));

    /// <inheritdoc/>
    public async Task<AttachmentKey> CreateAsync(string volumeId, Guid? instance, AttachMode mode, Connector? connector, CancellationToken cancellationToken)
    {
        var volume = Volume(volumeId);
        var options = new AttachOptions { Mode = mode };
        var made = connector is null
            ? await Client.ReserveAsync(volume, instance, options, cancellationToken)
            : (await Client.AttachAsync(volume, instance, connector, options, cancellationToken)).Attachment;
        return new(made.Id.ToString(), volumeId);
    }

    /// <inheritdoc/>
    public async Task ConnectAsync(AttachmentKey attachment, Connector connector, CancellationToken cancellationToken) =>
        await Client.ConnectAsync(await VolumeAsync(attachment, cancellationToken), Id(attachment), connector, cancellationToken);

    /// <inheritdoc/>
    public async Task ReadConnectionAsync(AttachmentKey attachment, Connector connector, CancellationToken cancellationToken) =>
        await Client.GetConnectionAsync(await VolumeAsync(attachment, cancellationToken), Id(attachment), cancellationToken);

    /// <inheritdoc/>
    public async Task CompleteAsync(AttachmentKey attachment, CancellationToken cancellationToken) =>
        await Client.CompleteAsync(await VolumeAsync(attachment, cancellationToken), Id(attachment), cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAsync(AttachmentKey attachment, CancellationToken cancellationToken) =>
        await Client.DetachAsync(await VolumeAsync(attachment, cancellationToken), Id(attachment), cancellationToken);

    /// <inheritdoc/>
    public async Task<AttachmentKey> MigrateAsync(AttachmentKey attachment, Connector destination, CancellationToken cancellationToken)
    {
        var migration = new LiveMigration(await VolumeAsync(attachment, cancellationToken), Id(attachment), destination, new() { Mode = AttachMode.Unspecified });
        // The guest is its compute service's to move.
        var moved = (await Client.LiveMigrateAsync(migration, (_, _) => Task.CompletedTask, cancellationToken)).Attachment;
        return new(moved.Id.ToString(), moved.VolumeId.ToString());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<VolumeId> VolumeAsync(AttachmentKey attachment, CancellationToken cancellationToken) => Volume(await _api.VolumeOfAsync(attachment, cancellationToken));

    private static VolumeId Volume(string text) => VolumeId.TryParse(text, out var id) ? id : throw StorageError.VolumeNotFound(text).ToException();

    private static AttachmentId Id(AttachmentKey attachment) => AttachmentId.TryParse(attachment.Id, out var id) ? id : throw StorageError.AttachmentNotFound(attachment.Id).ToException();
}
