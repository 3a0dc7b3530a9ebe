using OrleansStorage.Testing;

namespace OrleansStorage.Api.Tests.Nova;

/// <summary>Contract §12: the 41 operations of a real Nova, call by call, alone and eight at once: the same answers, and after each operation the volumes stand as they stood at Cinder.</summary>
public sealed class NovaTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private SiloProcess _silo = null!;
    private string _sharedType = null!;

    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(new() { DataDirectory = _directory.FullPath });
        using var api = new ApiClient(_silo.Url);
        _sharedType = await api.CreateTypeAsync("shared", new Dictionary<string, string> { ["multiattach"] = "<is> True" });
        (await api.PutAsync($"os-quota-sets/{api.Project}", new { quota_set = new { volumes = -1, gigabytes = -1, snapshots = -1 } })).Expect(System.Net.HttpStatusCode.OK);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public void Recording_HasAllOfIt()
    {
        var operations = NovaOperation.ReadAll();
        Assert.Equal(41, operations.Length);
        Assert.Equal(332, operations.Sum(o => o.Calls.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Operations_OfSoManyNovasAtOnce_LeaveTheVolumesAsCinderDid(int novas)
    {
        var operations = NovaOperation.ReadAll();
        await Task.WhenAll(Enumerable.Range(0, novas).Select(async _ =>
        {
            using var nova = new NovaReplay(_http, _silo.Url, _sharedType);
            foreach (var operation in operations) await nova.RunAsync(operation);
        }));
        using var api = new ApiClient(_silo.Url);
        var left = (await api.GetAsync("orleans-storage/backends")).Json.GetProperty("backends").EnumerateArray().Single();
        Assert.Empty(left.GetProperty("exports").EnumerateArray());
    }
}
