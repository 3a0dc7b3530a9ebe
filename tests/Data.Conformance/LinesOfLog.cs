using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansStorage.Data.Conformance;

/// <summary>Keeps what a database says.</summary>
internal sealed class LinesOfLog : ILogger<Database>
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue((logLevel, formatter(state, exception)));
}
