using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansStorage.Backends;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>A simulated array that silos reach over a socket. It is as <see cref="SimulatedArray"/> says, and its latency and faults are those of <see cref="SimulatedDriver"/>. Safe from any thread.</summary>
public sealed class SimulatedArrayServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly MutationLog? _log;
    // Never disposed: it has no timer, and whoever disposes of the server twice must find it.
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<RemoteConnection, Task> _connections = [];
    private readonly Task _accepting;

    private SimulatedArrayServer(TcpListener listener, SimulatedDriver driver, MutationLog? log)
    {
        (_listener, Driver, _log) = (listener, driver, log);
        _accepting = AcceptAsync();
    }

    /// <summary>The array with its latency and its faults.</summary>
    public SimulatedDriver Driver { get; }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Starts it with what its journal holds, and without exports.</summary>
    /// <exception cref="DriverConfigurationException">It cannot listen there, or its journal cannot be used.</exception>
    public static SimulatedArrayServer Start(ArrayProgram program, TimeProvider time)
    {
        var array = new SimulatedArray(new SimulatedArrayOptions { CapacityGiB = program.CapacityGiB, SharedTarget = program.SharedTarget });
        MutationLog? log = null;
        try
        {
            if (program.JournalPath is { } path)
            {
                array.Open(SimulatedJournal.Open(Path.GetFullPath(path)));
                log = new MutationLog(path + ".log", time);
                array.Watch(log.Add);
            }
            var listener = new TcpListener(program.Listen);
            listener.Start();
            return new(listener, new SimulatedDriver(Configuration(program, time), array), log);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            array.Dispose();
            log?.Dispose();
            throw new DriverConfigurationException($"The array cannot start at {program.Listen}: {e.Message}");
        }
    }

    /// <summary>Closes every connection; calls under way stay without an answer. Again: nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        await Driver.DisposeAsync();
        Driver.Array.Dispose();
        _log?.Dispose();
    }

    private static BackendConfiguration Configuration(ArrayProgram program, TimeProvider time) => new()
    {
        Name = "array",
        Driver = "Simulated",
        Pool = "pool",
        DataDirectory = "",
        Options = new Dictionary<string, string> { ["LatencyMs"] = program.LatencyMs.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        LoggerFactory = NullLoggerFactory.Instance,
        Time = time,
    };

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                socket.NoDelay = true;
                var connection = new RemoteConnection(socket);
                _connections[connection] = ServeAsync(connection);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The array stops, or a caller went away before it was heard.
            }
        }
    }

    private async Task ServeAsync(RemoteConnection connection)
    {
        // The caller that was just accepted is not to be served by the loop that accepts.
        await Task.Yield();
        try
        {
            while (await connection.ReadAsync(RemoteJson.Default.RemoteRequest, _stopping.Token) is { } request)
                await connection.WriteAsync(await AnswerAsync(request), RemoteJson.Default.RemoteReply, _stopping.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or JsonException)
        {
            // It sees the end of its connection.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            connection.Dispose();
        }
    }

    private async Task<RemoteReply> AnswerAsync(RemoteRequest request)
    {
        var (volumes, exports, stop) = (Driver.Volumes, Driver.Exports, _stopping.Token);
        if (request.SharedTarget != Driver.Traits.SharedTargets)
            return new(OutcomeKind.Refused, $"the array's SharedTarget is {Driver.Traits.SharedTargets}, the backend's {request.SharedTarget}");
        if (request.Volume is not { } volume) return await OfArrayAsync(request);
        return request.Verb switch
        {
            SimulatedVerb.CreateVolume => RemoteReply.Of(await volumes.CreateVolumeAsync(volume, request.Source, request.Fence, stop)),
            SimulatedVerb.DeleteVolume => RemoteReply.Of(await volumes.DeleteVolumeAsync(volume, request.Fence, stop)),
            SimulatedVerb.ExtendVolume => RemoteReply.Of(await volumes.ExtendVolumeAsync(volume, request.Fence, stop)),
            SimulatedVerb.CreateSnapshot => RemoteReply.Of(await volumes.CreateSnapshotAsync(volume, request.Snapshot ?? default, request.Fence, stop)),
            SimulatedVerb.DeleteSnapshot => RemoteReply.Of(await volumes.DeleteSnapshotAsync(volume, request.Snapshot ?? default, request.Fence, stop)),
            SimulatedVerb.CreateExport => RemoteReply.Of(await exports.CreateExportAsync(volume, request.Export, request.Fence, stop)),
            SimulatedVerb.RemoveExport => RemoteReply.Of(await exports.RemoveExportAsync(volume, request.Export, request.Fence, stop)),
            _ => await ManageAsync(request, volume),
        };
    }

    private async Task<RemoteReply> ManageAsync(RemoteRequest request, ArrayVolume volume)
    {
        var (revert, manage, snapshot, stop) = (Driver.Revert, Driver.Manage, request.Snapshot ?? default, _stopping.Token);
        return request.Verb switch
        {
            SimulatedVerb.RevertVolume => RemoteReply.Of(await revert.RevertVolumeAsync(volume, snapshot, request.Fence, stop)),
            SimulatedVerb.AdoptVolume => RemoteReply.Of(await manage.AdoptVolumeAsync(volume, request.Name ?? "", request.Fence, stop)),
            SimulatedVerb.ReleaseVolume => RemoteReply.Of(await manage.ReleaseVolumeAsync(volume, request.Fence, stop)),
            SimulatedVerb.AdoptSnapshot => RemoteReply.Of(await manage.AdoptSnapshotAsync(volume, snapshot, request.Name ?? "", request.Fence, stop)),
            SimulatedVerb.ReleaseSnapshot => RemoteReply.Of(await manage.ReleaseSnapshotAsync(volume, snapshot, request.Fence, stop)),
            _ => new(OutcomeKind.Refused, $"{request.Verb} is not for a volume"),
        };
    }

    private async Task<RemoteReply> OfArrayAsync(RemoteRequest request) => request.Verb switch
    {
        SimulatedVerb.ListExports => RemoteReply.Of(await Driver.Exports.ListExportsAsync(_stopping.Token)),
        SimulatedVerb.ListVolumes => RemoteReply.Of(await Driver.Manage.ListAsync(ArrayObjectKind.Volume, _stopping.Token)),
        SimulatedVerb.ListSnapshots => RemoteReply.Of(await Driver.Manage.ListAsync(ArrayObjectKind.Snapshot, _stopping.Token)),
        SimulatedVerb.GetStats => RemoteReply.Of(await Driver.Volumes.GetStatsAsync(_stopping.Token)),
        SimulatedVerb.ReadMark => RemoteReply.Of(await Driver.Marks.ReadAsync(_stopping.Token)),
        SimulatedVerb.ClaimMark when request.Mark is { Owner: { } owner } => RemoteReply.Of(await Driver.Marks.ClaimAsync(owner, request.From, _stopping.Token)),
        SimulatedVerb.RaiseMark when request.Mark is { } mark => RemoteReply.Of(await Driver.Marks.RaiseAsync(mark, _stopping.Token)),
        SimulatedVerb.ListEpochs => RemoteReply.Of(await Driver.Marks.ListEpochsAsync(_stopping.Token)),
        _ => new(OutcomeKind.Refused, $"{request.Verb} needs a volume"),
    };
}
