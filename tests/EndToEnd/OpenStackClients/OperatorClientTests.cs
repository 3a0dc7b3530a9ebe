using Xunit;

namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>An operator's commands with Debian's clients: types, QoS, quotas, services, group types, backups.</summary>
public sealed class OperatorClientTests(OperatorSilo silo) : IClassFixture<OperatorSilo>
{
    private OpenStackClient Client => silo.Client;

    [Fact]
    public async Task Types_EncryptAndHaveQos()
    {
        await Client.OpenStackAsync("volume", "type", "create", "--encryption-provider", "luks", "--encryption-control-location", "front-end", "--encryption-key-size", "256", "secret");
        Assert.Contains(await Client.CinderAsync("encryption-type-show", "secret"), row => row.Contains("luks"));
        await Client.CinderAsync("encryption-type-delete", "secret");

        var qos = (await Client.OpenStackJsonAsync("volume", "qos", "create", "--consumer", "front-end", "--property", "total_iops_sec=100", "fast")).GetProperty("id").GetString()!;
        await Client.OpenStackAsync("volume", "qos", "associate", "fast", "secret");
        Assert.Contains(await Client.CinderAsync("qos-get-association", qos), row => row.Contains("secret"));
        await Client.CinderAsync("qos-key", qos, "unset", "total_iops_sec");
        await Client.CinderAsync("qos-disassociate-all", qos);
        await Client.CinderAsync("qos-delete", qos);
        await Client.CinderAsync("default-type-set", "secret", OperatorSilo.Project);
        Assert.Contains(await Client.CinderAsync("default-type-list"), row => row.Contains(OperatorSilo.Project));
        await Client.CinderAsync("default-type-unset", OperatorSilo.Project);
    }

    [Fact]
    public async Task Quotas_OfClassesAndProjects()
    {
        await Client.CinderAsync("quota-class-update", "default", "--snapshots", "7");
        Assert.Equal("7", (await Client.CinderPropertiesAsync("quota-defaults", OperatorSilo.Project))["snapshots"]);
        await Client.CinderAsync("quota-update", OperatorSilo.Project, "--backups", "5");
        Assert.Equal("5", (await Client.CinderPropertiesAsync("quota-show", OperatorSilo.Project))["backups"]);
        Assert.Equal("5", (await Client.CinderPropertiesAsync("absolute-limits"))["maxTotalBackups"]);
    }

    [Fact]
    public async Task Services_AreDisabledFrozenAndAskedForWhatTheyCan()
    {
        var host = (await Client.CinderAsync("service-list", "--binary", "cinder-volume"))[1][1];
        await Client.OpenStackAsync("volume", "service", "set", "--disable", "--disable-reason", "maintenance", host, "cinder-volume");
        Assert.Contains(await Client.CinderAsync("service-list", "--binary", "cinder-volume"), row => row.Contains("disabled") && row.Contains("maintenance"));
        await Client.OpenStackAsync("volume", "service", "set", "--enable", host, "cinder-volume");
        await Client.CinderAsync("freeze-host", host);
        await Client.CinderAsync("thaw-host", host);
        Assert.Contains(await Client.CinderAsync("service-get-log"), row => row.Contains("cinder-volume"));
        await Client.CinderAsync("cluster-list");
        await Client.CinderAsync("work-cleanup");
        Assert.NotEmpty(await Client.CinderAsync("get-capabilities", host));
        Assert.NotEmpty(await Client.CinderAsync("get-pools"));
    }

    [Fact]
    public async Task GroupTypesAndBackups()
    {
        await Client.CinderAsync("group-type-create", "g");
        await Client.CinderAsync("group-type-key", "g", "set", "a=b");
        Assert.Contains(await Client.CinderAsync("group-specs-list"), row => row.Contains("g") && row.Any(cell => cell.Contains("'a': 'b'", StringComparison.Ordinal)));
        await Client.CinderAsync("group-type-delete", "g");

        var volume = (await Client.CinderPropertiesAsync("create", "1", "--poll"))["id"];
        var backup = (await Client.CinderPropertiesAsync("backup-create", volume))["id"];
        Assert.Equal("error", (await Client.CinderPropertiesAsync("backup-show", backup))["status"]);
        Assert.Contains(await Client.CinderAsync("backup-list"), row => row[0] == backup);
    }
}
