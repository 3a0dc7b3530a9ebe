using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd;

/// <summary>What an operator sees in a browser while the product works.</summary>
public sealed class DashboardTests
{
    private const string Chromium = "/usr/bin/chromium";
    private const float CallsTimeoutMs = 90_000;
    private static readonly string[] Quietly =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    private static readonly TimeSpan DemoTimeout = TimeSpan.FromSeconds(120);

    /// <summary>True once the table of grains has a row of the class, not marked as a system grain, with calls per second.</summary>
    private const string HasCalls = """
        name => [...document.querySelectorAll('tr')].some(row => row.querySelector(`td[title^="OrleansStorage."][title$=".${name}"]`)
            && !row.innerText.includes('System Grain') && parseFloat(row.innerText.match(/([\d.]+)\s*req\/sec/)?.[1] ?? '0') > 0)
        """;

    [Fact]
    public async Task Dashboard_WhileTheDemoRuns_ShowsCallsOfVolumesAndBackends()
    {
        using var directory = new TemporaryDirectory();
        await using var silo = await SiloProcess.StartAsync(new() { DataDirectory = directory.FullPath });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Quietly });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 720 } });
        await using var demo = StorageTool.Start(silo, "demo");

        await page.GotoAsync(new Uri(silo.AdminUrl, "dashboard/#/grains").AbsoluteUri);
        await page.WaitForFunctionAsync(HasCalls, "VolumeGrain", new() { Timeout = CallsTimeoutMs });
        await page.WaitForFunctionAsync(HasCalls, "BackendGrain", new() { Timeout = CallsTimeoutMs });

        // The README's picture, deploy/dashboards/grains.png, is a copy of this one, taken while every volume is attached.
        await demo.WaitForOutputAsync("multi-attach:", DemoTimeout);
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "grains.png") });

        var exitCode = await demo.WaitForExitAsync(DemoTimeout);
        Assert.True(exitCode == 0, demo.Output);
    }

    [Fact]
    public async Task Dashboard_OfAVolumeAndItsBackend_ShowsTheirStateWithoutSecrets()
    {
        using var directory = new TemporaryDirectory();
        await using var silo = await SiloProcess.StartAsync(new() { DataDirectory = directory.FullPath });
        using var api = new ApiClient(silo.Url);
        using var http = new HttpClient { BaseAddress = silo.AdminUrl };
        var volume = await api.CreateVolumeAsync();
        var connected = (await api.ConnectAsync(await api.ReserveAsync(volume), "compute-1")).Expect(HttpStatusCode.OK);
        var secret = connected.GetProperty("attachment").GetProperty("connection_info").GetProperty("auth_password").GetString()!;

        var shown = await StateAsync(http, "OrleansStorage.Grains.Volumes.VolumeGrain", volume);
        Assert.Equal(("attaching", "compute-1"), (shown.GetProperty("Status").GetString(), shown.GetProperty("Exports")[0].GetProperty("Host").GetString()));
        Assert.DoesNotContain(secret, shown.GetRawText());
        var pool = await StateAsync(http, "OrleansStorage.Grains.Backends.BackendGrain", shown.GetProperty("Backend").GetString()!);
        Assert.Equal(1, pool.GetProperty("VolumeCount").GetInt32());
    }

    /// <summary>What the dashboard's page of one grain shows: a JSON text with an entry for each method that returns state.</summary>
    private static async Task<JsonElement> StateAsync(HttpClient http, string grain, string key)
    {
        var path = new Uri($"dashboard/GrainState?grainType={grain}&grainId={Uri.EscapeDataString(key)}", UriKind.Relative);
        return JsonDocument.Parse((await http.GetFromJsonAsync<string>(path))!).RootElement.GetProperty("GetState");
    }
}
