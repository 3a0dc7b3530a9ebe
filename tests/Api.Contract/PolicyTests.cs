using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.Extensions.DependencyInjection;
using OrleansStorage.Api.Policies;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Ids;
using OrleansStorage.Testing;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §4 and §31: who may do what is data, and an operator's file changes it.</summary>
public sealed class PolicyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("admin", "admin", true)]
    [InlineData("admin", "member", false)]
    [InlineData("member", "admin", true)]
    [InlineData("member", "Member", true)]
    [InlineData("member", "reader", false)]
    [InlineData("reader", "reader", true)]
    [InlineData("reader", "stranger", false)]
    [InlineData("any", "stranger", true)]
    [InlineData("nobody", "admin", false)]
    [InlineData("role:operator or admin", "operator", true)]
    [InlineData("role:operator or admin", "member", false)]
    public void Rule_LetsItsRolesIn(string rule, string role, bool isAllowed) =>
        Assert.Equal(isAllowed, PolicyRule.Parse(rule).Allows(new[] { role }.ToFrozenSet(StringComparer.OrdinalIgnoreCase)));

    [Fact]
    public async Task Endpoint_EachNamesAPolicyThatIsThere()
    {
        await using var api = await StubApi.StartAsync();
        var known = PolicyBook.Load(null).Names.ToHashSet();
        Assert.Empty(api.Services.GetRequiredService<EndpointTable>().All.Where(e => e.Rules.Policy is { } policy && !known.Contains(policy)).Select(e => $"{e.Method} {e.Path} {e.Action}: {e.Rules.Policy}"));
    }

    [Fact]
    public async Task Policy_EachIsAskedForByAnEndpointOrByTheCode()
    {
        await using var api = await StubApi.StartAsync();
        var asked = api.Services.GetRequiredService<EndpointTable>().All.Select(e => e.Rules.Policy).Concat(TextsOf(typeof(PolicyBook).Assembly)).ToHashSet();
        Assert.Empty(PolicyBook.Load(null).Names.Except(asked!));
    }

    [Fact]
    public async Task File_HidesATypesSpecsAndASnapshotsMore()
    {
        var file = Write("""{"volume_extension:access_types_extra_specs": "admin", "volume_extension:extended_snapshot_attributes": "admin", "volume_extension:volume_type_access": "admin"}""");
        var snapshot = Samples.Snapshot(VolumeId.New());
        await using var api = (await Samples.StartAsync(o => o.PolicyFile = file))
            .On("ICatalog.FindVolumeOfSnapshotAsync", _ => Task.FromResult<VolumeId?>(snapshot.VolumeId))
            .On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(Samples.Volume(snapshot.VolumeId.Value) with { Snapshots = [snapshot] }));

        foreach (var (who, isShown) in new[] { ("admin:", true), ("joe:", false) })
        {
            var type = (await api.SendAsync("GET", $"/v3/types/{Samples.Type.Id}", token: who + StubApi.Project)).Json.GetProperty("volume_type");
            var shown = (await api.SendAsync("GET", $"/v3/snapshots/{snapshot.Id}", token: who + StubApi.Project)).Json.GetProperty("snapshot");
            Assert.Equal((isShown, isShown), (type.TryGetProperty("extra_specs", out _), type.TryGetProperty("os-volume-type-access:is_public", out _)));
            Assert.Equal(isShown, shown.TryGetProperty("os-extended-snapshot-attributes:progress", out _));
        }
    }

    [Theory]
    [InlineData(true, VolumeStatus.InUse, 403)]
    [InlineData(true, VolumeStatus.Available, 200)]
    [InlineData(false, VolumeStatus.InUse, 200)]
    public async Task File_KeepsMembersFromAttachingADiskThatIsBootedFromTwice(bool isBootable, VolumeStatus status, int answer)
    {
        var file = Write("""{"volume:multiattach_bootable_volume": "admin"}""");
        var volume = Samples.Volume() with { Bootable = isBootable, Status = status, Multiattach = true };
        await using var api = (await Samples.StartAsync(o => o.PolicyFile = file))
            .On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(volume))
            .On("IVolumeGrain.CreateAttachment", _ => Task.FromResult(new AttachmentResult(Samples.Attachment(volume.Id), null)));
        var body = $$$"""{"attachment":{"volume_uuid":"{{{volume.Id}}}"}}""";

        Assert.Equal(answer, (await api.SendAsync("POST", "/v3/attachments", body, token: "joe:" + StubApi.Project, headers: ("OpenStack-API-Version", "volume 3.27"))).Status);
        Assert.Equal(200, (await api.SendAsync("POST", "/v3/attachments", body, headers: ("OpenStack-API-Version", "volume 3.27"))).Status);
    }

    [Fact]
    public async Task File_ChangesWhoMay()
    {
        var file = Write("""{"volume_extension:services:index": "member", "volume:get_all": "role:auditor or admin"}""");
        await using var api = (await StubApi.StartAsync(o => o.PolicyFile = file)).On("IBackendGrain.GetReport", _ => throw new InvalidOperationException());
        (await api.SendAsync("GET", "/v3/volumes", token: "joe:" + StubApi.Project)).ExpectFault(403, "forbidden", "Policy doesn't allow volume:get_all to be performed.");
        Assert.NotEqual(403, (await api.SendAsync("GET", "/v3/os-services", token: "joe:" + StubApi.Project)).Status);
    }

    [Theory]
    [InlineData("""{"volume:fly": "admin"}""", "volume:fly")]
    [InlineData("""{"volume:get": "members"}""", "'members'")]
    [InlineData("""{"volume:get": "role:admin,member"}""", "the rule of 'volume:get': 'role:admin,member' is none of")]
    [InlineData("""{"volume:get": "role:admin and role:operator"}""", "'role:admin and role:operator'")]
    [InlineData("""{"volume:get": "role: admin"}""", "'role: admin'")]
    [InlineData("""{"volume:get": "admin or"}""", "'admin or'")]
    [InlineData("""{"volume:get": "rule:admin_api"}""", "'rule:admin_api'")]
    [InlineData("""{"volume:get": "any", "volume:get": "admin"}""", "uplicate")]
    [InlineData("""["volume:get"]""", "no JSON object")]
    [InlineData(null, "policy.json")]
    public void File_ThatIsWrong_IsRefusedByName(string? text, string named)
    {
        var file = text is null ? Path.Combine(_directory.FullPath, "policy.json") : Write(text);
        var message = Assert.Throws<PolicyFileException>(() => PolicyBook.Load(file)).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.StartsWith("Storage:Api:PolicyFile", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v3/volumes/x", 404)]
    [InlineData("POST", "/v3/volumes", 403)]
    [InlineData("POST", "/v3/snapshots", 403)]
    public async Task Reader_MayReadOnly(string method, string path, int status)
    {
        await using var api = await StubApi.StartAsync();
        var body = method == "GET" ? null : path.EndsWith("volumes", StringComparison.Ordinal) ? """{"volume":{"size":1}}""" : """{"snapshot":{"volume_id":null}}""";
        Assert.Equal(status, (await api.SendAsync(method, path, body, token: "ann:" + StubApi.Project)).Status);
        Assert.Empty(api.Calls);
    }

    /// <summary>Every literal text of an assembly's code; constants are in it whole.</summary>
    private static List<string> TextsOf(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        List<string> texts = [];
        for (var at = MetadataTokens.UserStringHandle(1); !at.IsNil; at = metadata.GetNextHandle(at)) texts.Add(metadata.GetUserString(at));
        return texts;
    }

    private string Write(string text)
    {
        var file = Path.Combine(_directory.FullPath, "policy-of-the-house.json");
        File.WriteAllText(file, text);
        return file;
    }
}
