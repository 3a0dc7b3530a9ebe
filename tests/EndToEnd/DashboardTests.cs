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

        await page.GotoAsync(new Uri(silo.Url, "dashboard/#/grains").AbsoluteUri);
        await page.WaitForFunctionAsync(HasCalls, "VolumeGrain", new() { Timeout = CallsTimeoutMs });
        await page.WaitForFunctionAsync(HasCalls, "BackendGrain", new() { Timeout = CallsTimeoutMs });
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "dashboard.png") });

        var exitCode = await demo.WaitForExitAsync(DemoTimeout);
        Assert.True(exitCode == 0, demo.Output);
    }
}
