using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>Every configured backend of this process with its driver. Immutable once made, so safe from any thread; started and disposed by the silo.</summary>
public sealed class BackendRegistry : IAsyncDisposable
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);
    private readonly Dictionary<BackendId, ConfiguredBackend> _backends;

    /// <summary>Makes the driver of each configuration; nothing is touched yet.</summary>
    /// <exception cref="DriverConfigurationException">One or more are wrong; a line for each mistake.</exception>
    public BackendRegistry(IEnumerable<BackendConfiguration> configurations)
    {
        List<string> mistakes = [];
        _backends = [];
        foreach (var configuration in configurations)
        {
            try
            {
                if (!_backends.TryAdd(configuration.Id, new ConfiguredBackend(configuration, DriverCatalog.Create(configuration))))
                    mistakes.Add($"Storage:Backends: {configuration.Id} is configured twice");
            }
            catch (DriverConfigurationException e)
            {
                mistakes.Add(e.Message);
            }
        }
        if (mistakes.Count > 0) throw new DriverConfigurationException(string.Join('\n', mistakes));
    }

    /// <summary>All of them, in the order of configuration.</summary>
    public IReadOnlyCollection<ConfiguredBackend> All => _backends.Values;

    /// <summary>One of them; null when this process has no such backend.</summary>
    public ConfiguredBackend? Find(BackendId id) => _backends.GetValueOrDefault(id);

    /// <summary>For a cluster: every silo must reach the same arrays.</summary>
    /// <exception cref="DriverConfigurationException">One or more can be used by one silo only; a line for each.</exception>
    public void ThrowIfNotShared()
    {
        var lines = All.Where(b => b.Driver.Traits.OneSiloOnly is not null).Select(b => $"Storage:Backends:{b.Configuration.Name}:Options: {b.Driver.Traits.OneSiloOnly}");
        var mistakes = string.Join('\n', lines);
        if (mistakes.Length > 0) throw new DriverConfigurationException(mistakes);
    }

    /// <summary>
    /// Looks whose the arrays are. One that belongs to nobody, or to whom it is taken over from on purpose, can be used; one that does not answer may be anybody's, and nothing is changed on it before it has said.
    /// </summary>
    /// <param name="installation">Who we are.</param>
    /// <param name="claim">Whether those that can be used are made ours.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DriverConfigurationException">An array belongs to another installation; a line for each.</exception>
    public async Task CheckOwnersAsync(InstallationId installation, bool claim, CancellationToken cancellationToken)
    {
        var mistakes = (await Task.WhenAll(All.Select(b => WhyNotOursAsync(b, installation, claim, cancellationToken)))).OfType<string>().ToList();
        if (mistakes.Count > 0) throw new DriverConfigurationException(string.Join('\n', mistakes));
    }

    private static async Task<string?> WhyNotOursAsync(ConfiguredBackend backend, InstallationId installation, bool claim, CancellationToken cancellationToken)
    {
        var (configuration, marks) = (backend.Configuration, backend.Driver.Marks);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestLook);
        var read = await marks.ReadAsync(limit.Token);
        if (read.Value is not { } mark || mark.Owner == installation) return null;
        if (mark.Owner is { } owner && owner != configuration.ClaimFrom) return NotOurs(configuration, owner, installation);
        var claimed = claim ? await marks.ClaimAsync(installation, mark.Owner, limit.Token) : read;
        return claimed.IsDone ? null : $"Storage:Backends:{configuration.Name}: the array was not made this installation's: {claimed.Message}";
    }

    private static string NotOurs(BackendConfiguration configuration, InstallationId owner, InstallationId installation) =>
        $"Storage:Backends:{configuration.Name}: the array belongs to installation {owner}, and this database is installation {installation}. Nothing was changed. To take it over on purpose, start once with the setting "
        + $"ClaimFrom={owner} of this backend or, where a silo of this installation runs: orleans-storage backend claim {configuration.Name} --from {owner}";

    /// <summary>Makes every array ready.</summary>
    /// <exception cref="DriverConfigurationException">An array cannot be used as configured.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(All.Select(b => b.Driver.StartAsync(cancellationToken)));

    /// <summary>Lets every array go.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var backend in All) await backend.Driver.DisposeAsync();
    }
}
