using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OrleansStorage.Backends;
using OrleansStorage.Faults;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>The silo's end of the line to an array in another process: turns what goes wrong on it into an outcome. Keeps connections for the next call. Safe from any thread.</summary>
internal sealed class RemoteArray(IPEndPoint endpoint, TimeProvider time, IFaultPoints faults) : IDisposable
{
    private readonly ConcurrentBag<RemoteConnection> _idle = [];

    /// <summary>Makes one call; <paramref name="notAfter"/> is looked at once more before the line is used, for a process that was stopped and goes on is late by more than its timers know.</summary>
    public async Task<ArrayOutcome<T>> Call<T>(RemoteRequest request, Func<RemoteReply, T?> answer, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        if (request.Volume is not null) await faults.ReachAsync(FaultPoint.DriverBeforeEffect);
        RemoteConnection connection;
        try
        {
            connection = Idle() ?? await RemoteConnection.OpenAsync(endpoint, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return ArrayOutcome.Unreachable<T>($"the array at {endpoint} was not reached: {e.Message}");
        }
        if (cancellationToken.IsCancellationRequested || time.GetUtcNow() >= notAfter)
        {
            _idle.Add(connection);
            return ArrayOutcome.Unreachable<T>("its time was over before the array was called");
        }
        return await Ask(connection, request, answer, cancellationToken);
    }

    /// <summary>Closes what is idle.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }

    private async Task<ArrayOutcome<T>> Ask<T>(RemoteConnection connection, RemoteRequest request, Func<RemoteReply, T?> answer, CancellationToken cancellationToken)
    {
        try
        {
            await connection.WriteAsync(request, RemoteJson.Default.RemoteRequest, cancellationToken);
            var reply = await connection.ReadAsync(RemoteJson.Default.RemoteReply, cancellationToken) ?? throw new IOException("it closed the connection");
            _idle.Add(connection);
            if (request.Volume is not null) await faults.ReachAsync(FaultPoint.DriverAfterEffect);
            return new(reply.Kind, reply.Kind == OutcomeKind.Done ? answer(reply) : default, reply.Message) { Trace = reply.Trace };
        }
        catch (Exception e) when (e is IOException or SocketException or JsonException or OperationCanceledException)
        {
            connection.Dispose();
            return ArrayOutcome.Unknown<T>($"the array at {endpoint} did not answer: {e.Message}");
        }
    }

    private RemoteConnection? Idle()
    {
        while (_idle.TryTake(out var connection))
        {
            if (!connection.IsOver) return connection;
            connection.Dispose();
        }
        return null;
    }
}
