using System.Globalization;
using System.Net;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.BadInput;

/// <summary>A silo with one volume that is reserved by one attachment; bob is an ordinary member.</summary>
public sealed class BadInputSilo : IAsyncLifetime
{
    /// <summary>What the pool can hold.</summary>
    public const int CapacityGiB = 100;

    private readonly TemporaryDirectory _directory = new();
    private SiloProcess _silo = null!;

    /// <summary>Where it listens.</summary>
    public Uri Url => _silo.Url;
    /// <summary>An admin's client.</summary>
    public ApiClient Api { get; private set; } = null!;
    /// <summary>The volume.</summary>
    public string Volume { get; private set; } = "";
    /// <summary>The attachment.</summary>
    public string Attachment { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(new SiloSettings
        {
            DataDirectory = _directory.FullPath,
            More = new Dictionary<string, string>
            {
                ["Storage:Backends:0:Name"] = "small",
                ["Storage:Backends:0:Driver"] = "Simulated",
                ["Storage:Backends:0:Options:CapacityGiB"] = CapacityGiB.ToString(CultureInfo.InvariantCulture),
                ["Storage:Identity:NoAuth:Members:0"] = "bob",
            },
        });
        Api = new ApiClient(_silo.Url);
        (await Api.PutAsync($"os-quota-sets/{Api.Project}", new { quota_set = new { volumes = -1, gigabytes = -1 } })).Expect(HttpStatusCode.OK);
        Volume = await Api.CreateVolumeAsync(sizeGiB: 2);
        Attachment = await Api.ReserveAsync(Volume);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        Api.Dispose();
        await _silo.DisposeAsync();
        _directory.Dispose();
    }
}
