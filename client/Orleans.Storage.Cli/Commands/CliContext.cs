using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using OrleansStorage.Cli.Attachments;
using OrleansStorage.Cli.Identity;
using OrleansStorage.Cli.Output;
using OrleansStorage.Cli.Rest;
using Spectre.Console;

namespace OrleansStorage.Cli.Commands;

/// <summary>What every command needs: where the API is, who asks, and where the results go. The options are on every command; each has an environment variable.</summary>
public sealed class CliContext(IAnsiConsole console, TextWriter errors, TimeProvider time, Func<string, string?> environment, Func<HttpMessageHandler>? network)
{
    private const string ClusterVariable = "ORLEANS_STORAGE_CLUSTER";
    private const string EndpointVariable = "ORLEANS_STORAGE_ENDPOINT";
    private const string DefaultEndpoint = "http://127.0.0.1:8776/v3";

    private readonly Option<string[]> _endpoint = new("--endpoint")
    {
        Description = "The API's address; of several (repeated, or with commas between them) the first that takes a connection is asked"
            + $" (environment: {EndpointVariable})",
        DefaultValueFactory = _ => [environment(EndpointVariable) is { Length: > 0 } value ? value : DefaultEndpoint],
        Recursive = true,
    };
    private readonly Option<string> _project = Global("--project", "The project to act for", "ORLEANS_STORAGE_PROJECT", "admin", environment);
    private readonly Option<string> _user = Global("--user", "The user to act as", "ORLEANS_STORAGE_USER", "admin", environment);
    private readonly Option<string?> _cloud = new("--os-cloud")
    {
        Description = "The cloud of clouds.yaml whose Keystone says who asks and where the API is (environment: OS_CLOUD; without it the OS_ variables of OpenStack's clients)", Recursive = true,
    };
    private readonly Option<OutputFormat> _output = new("--output", "-o") { Description = "How results are shown", DefaultValueFactory = _ => OutputFormat.Table, Recursive = true };

    private readonly Option<bool> _secrets = new("--show-secrets")
    {
        Description = "Show passwords and keys, which are hidden otherwise", Recursive = true,
    };

    /// <summary>For the commands that can go through the SDK: silos' gateways, HOST:PORT with commas between them; null for the REST API.</summary>
    public Option<string?> Cluster { get; } = new("--cluster")
    {
        Description = $"Go through the SDK to any of these silos' gateways, HOST:PORT[,HOST:PORT...], instead of the REST API (environment: {ClusterVariable})",
        DefaultValueFactory = _ => environment(ClusterVariable) is { Length: > 0 } value ? value : null,
    };

    /// <summary>Where warnings go.</summary>
    public TextWriter Errors => errors;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The options, for the root command.</summary>
    public IEnumerable<Option> Options()
    {
        _endpoint.Validators.Add(result =>
        {
            if (!Split(result.GetValueOrDefault<string[]>()).All(IsAddress))
                result.AddError($"--endpoint must be an http or https address such as {DefaultEndpoint}; several are repeated, or have commas between them.");
        });
        return [_endpoint, _project, _user, _cloud, _output, _secrets];
    }

    /// <summary>Whether the command line itself says where the API is.</summary>
    public bool NamesEndpoint(SymbolResult parsed) => parsed.GetResult(_endpoint) is { Implicit: false };

    /// <summary>The project to act for.</summary>
    public string ProjectOf(ParseResult parsed) => parsed.GetRequiredValue(_project);

    /// <summary>The user to act as.</summary>
    public string UserOf(ParseResult parsed) => parsed.GetRequiredValue(_user);

    /// <summary>A client of the API as the command line and the environment ask for it: where they name a Keystone, as whom it knows.</summary>
    /// <exception cref="EndpointException">Keystone does not answer or refuses, or the two contradict each other.</exception>
    public async Task<CinderApi> ApiAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (CloudSettings.Find(parsed.GetValue(_cloud), environment) is not { } cloud)
        {
            var endpoints = EndpointsOf(parsed);
            return new(endpoints[0], ProjectOf(parsed), UserOf(parsed), time, EndpointsHandler.Over(endpoints, network?.Invoke() ?? new SocketsHttpHandler()));
        }
        if (parsed.GetResult(_user) is { Implicit: false } || parsed.GetResult(_project) is { Implicit: false })
            throw new EndpointException($"Keystone says who asks, by {cloud.Source}: --user and --project go with a silo that trusts its callers (OS_AUTH_TYPE=none).");
        var session = await KeystoneSession.LoginAsync(cloud, network?.Invoke(), cancellationToken);
        var isNamed = NamesEndpoint(parsed.CommandResult) || environment(EndpointVariable) is { Length: > 0 };
        return new(isNamed ? EndpointsOf(parsed) : [session.BlockStorage()], session, time);
    }

    private Uri[] EndpointsOf(ParseResult parsed) => [.. Split(parsed.GetRequiredValue(_endpoint)).Select(text => new Uri(text))];

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static IEnumerable<string> Split(string[]? endpoints) =>
        (endpoints ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>The attach life as the command line asks for it: through the SDK when it names a cluster.</summary>
    /// <exception cref="EndpointException">The cluster's address is none, or nobody answers there.</exception>
    public async Task<IAttachmentCalls> AttachmentCallsAsync(ParseResult parsed, CinderApi api, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Cluster) is not { } cluster)
            return new RestAttachmentCalls(api);
        return await SdkAttachmentCalls.ConnectAsync([.. cluster.Split(',').Select(Gateway)], api, time, cancellationToken);
    }

    private static DnsEndPoint Gateway(string text) =>
        Uri.TryCreate("tcp://" + text, UriKind.Absolute, out var uri) && uri is { Port: > 0, PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? new(uri.DnsSafeHost, uri.Port)
            : throw new EndpointException("--cluster must be HOST:PORT, a silo's gateway, such as 127.0.0.1:30000; several with commas between them.");

    /// <summary>Where results go, as the command line asks for it.</summary>
    public ResultWriter Writer(ParseResult parsed) => new(console, parsed.GetValue(_output), parsed.GetValue(_secrets));

    /// <summary>A command that calls the API and shows something.</summary>
    public Command Command(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, CinderApi, ResultWriter, CancellationToken, Task> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        }
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = await ApiAsync(parsed, cancellationToken);
            await run(parsed, api, Writer(parsed), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string> Global(string name, string description, string variable, string otherwise, Func<string, string?> environment) => new(name)
    {
        Description = $"{description} (environment: {variable})",
        DefaultValueFactory = _ => environment(variable) is { Length: > 0 } value ? value : otherwise,
        Recursive = true,
    };
}
