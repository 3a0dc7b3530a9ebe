using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Testing;

namespace OrleansStorage.Api.Tests.OpenApi;

/// <summary>What is made from the endpoints' declarations: the document, and the README's table. Both are frozen; with <c>UPDATE_FROZEN=1</c> in the environment these tests write them anew.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private const string TableStart = "<!-- calls: made by OpenApiTests -->\n";
    private const string TableEnd = "<!-- /calls -->";
    private static readonly string DocumentFile = Path.Combine(Repository.Root, "tests", "Api.Contract", "OpenApi", "v3.json");
    private static readonly string ReadmeFile = Path.Combine(Repository.Root, "README.md");
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = await StubApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Document_IsValidAndAsFrozen()
    {
        var answer = await _api.SendAsync("GET", "/openapi/v3.json", token: null);
        Assert.Equal(200, answer.Status);
        var read = OpenApiDocument.Parse(answer.Text, OpenApiConstants.Json);
        Assert.Empty(read.Diagnostic!.Errors.Select(e => $"{e.Pointer}: {e.Message}"));
        await CompareAsync(DocumentFile, answer.Text + "\n");
    }

    [Fact]
    public async Task Page_IsServedWithoutTheInternet()
    {
        var page = await _api.SendAsync("GET", "/openapi/index.html", token: null);
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("//cdn", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Readme_ListsEveryCallWithItsFirstVersion()
    {
        var readme = await File.ReadAllTextAsync(ReadmeFile);
        var start = readme.IndexOf(TableStart, StringComparison.Ordinal) + TableStart.Length;
        var end = readme.IndexOf(TableEnd, StringComparison.Ordinal);
        await CompareAsync(ReadmeFile, readme[..start] + TableOf(_api.Services.GetRequiredService<EndpointTable>().All) + readme[end..]);
    }

    private static async Task CompareAsync(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_FROZEN") == "1") await File.WriteAllTextAsync(file, text);
        Assert.Equal(await File.ReadAllTextAsync(file), text);
    }

    private static string TableOf(IEnumerable<ApiEndpoint> endpoints)
    {
        var table = new StringBuilder("| resource | calls, and the first microversion of those that 3.0 has not |\n|---|---|\n");
        foreach (var resource in endpoints.GroupBy(e => e.Path.Split('/')[1]).OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            var calls = resource.GroupBy(e => (e.Path, e.Rules.Since)).Select(CallsOf);
            table.Append("| ").Append(resource.Key).Append(" | ").AppendJoin(" · ", calls).Append(" |\n");
        }

        return table.ToString();
    }

    private static string CallsOf(IGrouping<(string Path, Microversion Since), ApiEndpoint> calls)
    {
        var names = calls.First().Action is null ? string.Join(' ', calls.Select(c => c.Method)) : string.Join(", ", calls.Select(c => c.Action));
        return $"{names} `{calls.Key.Path}`" + (calls.Key.Since == Microversion.Minimum ? "" : $" {calls.Key.Since}");
    }
}
