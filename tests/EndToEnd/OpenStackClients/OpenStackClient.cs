using System.Text.Json;
using OrleansStorage.Testing;
using Xunit;

namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>Debian's <c>cinder</c> and <c>openstack</c>, unmodified and without Keystone, as one user of one project.</summary>
internal sealed class OpenStackClient(SiloProcess silo, string project)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    private string Endpoint => new Uri(silo.Url, "v3").AbsoluteUri;

    /// <summary>Runs <c>cinder</c>, which must succeed; returns the cells of its tables, row by row.</summary>
    public async Task<IReadOnlyList<string[]>> CinderAsync(params string[] arguments)
    {
        var output = await RunAsync("cinder",
            ["--os-auth-type", "noauth", "--os-user-id", "lab", "--os-project-id", project, "--os-endpoint", Endpoint, "--os-volume-api-version", "3.70", .. arguments]);
        return [.. output.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Trim('|', '\r').Split('|').Select(cell => cell.Trim()).ToArray())];
    }

    /// <summary>Runs <c>cinder</c> and returns its tables of properties as one dictionary.</summary>
    public async Task<IReadOnlyDictionary<string, string>> CinderPropertiesAsync(params string[] arguments) =>
        (await CinderAsync(arguments)).Where(row => row.Length == 2).DistinctBy(row => row[0]).ToDictionary(row => row[0], row => row[1]);

    /// <summary>Runs <c>openstack</c>, which must succeed; returns what it prints.</summary>
    public Task<string> OpenStackAsync(params string[] arguments) =>
        RunAsync("openstack", ["--os-auth-type", "admin_token", "--os-token", $"lab:{project}", "--os-endpoint", Endpoint, .. arguments]);

    /// <summary>Runs <c>openstack … -f json</c>.</summary>
    public async Task<JsonElement> OpenStackJsonAsync(params string[] arguments)
    {
        var output = await OpenStackAsync([.. arguments, "-f", "json"]);
        return JsonDocument.Parse(output[output.IndexOfAny(['{', '['])..]).RootElement;
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var ended = await ProgramOutput.Run(program, arguments).WaitAsync(Timeout);
        Assert.True(ended.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {ended.ExitCode}:\n{ended.Output}");
        return ended.Output;
    }
}
