using OrleansStorage.Cli;
using OrleansStorage.Client.Tests.Sdk;
using Spectre.Console;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary>Runs the tool with its output in hand.</summary>
internal sealed class Tool(HttpMessageHandler? network) : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public Dictionary<string, string> Environment { get; } = [];

    public InstantTime Time { get; } = new();

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
        network?.Dispose();
    }

    /// <summary>The terminal's width.</summary>
    public int Width { get; set; } = 200;

    public Task<int> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public Task<int> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(_output), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = Width;
        return new CommandLineTool(console, _errors, Time, Environment.GetValueOrDefault, network is null ? null : () => network).RunAsync(arguments, cancellationToken);
    }
}
