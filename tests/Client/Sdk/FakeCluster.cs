using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansStorage.Testing;

namespace OrleansStorage.Client.Tests.Sdk;

/// <summary>A cluster without silos: each grain call is written down and answered by a handler of the test.</summary>
internal sealed class FakeCluster
{
    private readonly Dictionary<string, Func<object?[], int, object?>> _handlers = [];

    /// <summary>Every call that arrived, in order.</summary>
    public ConcurrentQueue<(string Method, object?[] Arguments)> Calls { get; } = [];

    /// <summary>The client's clock, unless the test sets another.</summary>
    public InstantTime Time { get; } = new();

    /// <summary>Answers a method that returns something; the handler gets the arguments and how often the method was called before.</summary>
    public FakeCluster On<T>(string method, Func<object?[], int, T> handler) => OnTask(method, (arguments, before) => Task.FromResult(handler(arguments, before)));

    /// <summary>Answers a method that returns nothing.</summary>
    public FakeCluster On(string method, Action<object?[], int> handler) => OnTask(method, (arguments, before) =>
    {
        handler(arguments, before);
        return Task.CompletedTask;
    });

    /// <summary>Answers a method with a task of the test's own.</summary>
    public FakeCluster OnTask(string method, Func<object?[], int, Task> handler)
    {
        _handlers[method] = handler;
        return this;
    }

    /// <summary>A client over this cluster.</summary>
    public StorageClient Client(TimeProvider? time = null, Action<StorageClientOptions>? configure = null)
    {
        var options = new StorageClientOptions { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(1) };
        configure?.Invoke(options);
        var factory = Proxy.Of(typeof(IGrainFactory), (method, arguments) => Proxy.Of(GrainRequest.InterfaceOf(method, arguments), Answer));
        return new((IGrainFactory)factory, options, time ?? Time, NullLogger<StorageClient>.Instance);
    }

    /// <summary>The arguments of every call of one method, in order.</summary>
    public IReadOnlyList<object?[]> CallsOf(string method) => [.. Calls.Where(call => call.Method == method).Select(call => call.Arguments)];

    /// <summary>The names of all calls, in order.</summary>
    public IReadOnlyList<string> Story => [.. Calls.Select(call => call.Method)];

    private object? Answer(MethodInfo method, object?[] arguments)
    {
        var before = CallsOf(method.Name).Count;
        Calls.Enqueue((method.Name, arguments));
        return _handlers.TryGetValue(method.Name, out var handler) ? handler(arguments, before) : throw new InvalidOperationException($"The test did not expect {method.Name}.");
    }
}
