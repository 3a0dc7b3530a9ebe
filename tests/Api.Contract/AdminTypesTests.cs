using System.Collections.Immutable;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Connections;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §15 (encryption), §16 and §25.</summary>
public sealed class AdminTypesTests : IAsyncLifetime
{
    private const string Base = "/v3/" + StubApi.Project;
    private static readonly DateTimeOffset Made = Samples.Time;
    private static readonly QosSpecs Fast = new()
    {
        Id = new(Guid.Parse("712632bc-f6ae-4ca4-ad2a-31c9b715ce19")), Name = "fast", Consumer = QosConsumer.Both, CreatedAt = Made,
        Specs = ImmutableSortedDictionary<string, string>.Empty.Add("total_iops_sec_per_gb", "30").Add("total_iops_sec_per_gb_min", "100").Add("read_bytes_sec", "7"),
    };

    private static readonly VolumeType Secret = new()
    {
        Id = new(Guid.Parse("2d29462d-76cb-417c-8a9f-fb23140f1577")), Name = "secret", CreatedAt = Made, QosSpecsId = Fast.Id, DefaultOf = ["other"],
        Encryption = new() { Id = Guid.Parse("81e069c6-7394-4856-8df7-3b237ca61f74"), Provider = "luks", ControlLocation = EncryptionControl.FrontEnd, KeySizeBits = 256, CreatedAt = Made },
    };

    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("IVolumeTypesGrain.GetState", _ => Task.FromResult(ImmutableArray.Create(Samples.Type, Secret)))
        .On("IQosSpecsGrain.GetQosSpecs", _ => Task.FromResult(ImmutableArray.Create(Fast)));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Encryption_IsShownBare_WholeOrByField()
    {
        var path = $"{Base}/types/{Secret.Id}/encryption";
        var shown = await _api.SendAsync("GET", path);
        Assert.Equal("""{"volume_type_id":"2d29462d-76cb-417c-8a9f-fb23140f1577","encryption_id":"81e069c6-7394-4856-8df7-3b237ca61f74","provider":"luks","control_location":"front-end","cipher":null,"key_size":256,"created_at":"2026-11-22T16:47:56.857795","updated_at":null,"deleted":false,"deleted_at":null}""", shown.Text);
        Assert.Equal("""{"provider":"luks"}""", (await _api.SendAsync("GET", path + "/provider")).Text);
        (await _api.SendAsync("GET", path + "/zz")).ExpectFault(404, "itemNotFound", $"Volume type encryption for type {Secret.Id} does not exist.");
        (await _api.SendAsync("GET", path, token: "joe:" + StubApi.Project)).ExpectFault(403, "forbidden", "Policy doesn't allow volume_extension:volume_type_encryption:get to be performed.");
    }

    [Theory]
    [InlineData("""{"encryption":{"provider":"luks"}}""", "Invalid input for field/attribute encryption. Value: {'provider': 'luks'}. 'control_location' is a required property")]
    [InlineData("""{"encryption":{"provider":"luks","control_location":"moon"}}""", "Invalid input for field/attribute control_location. Value: moon. 'moon' is not one of ['front-end', 'back-end']")]
    [InlineData("""{"encryption":{"provider":"luks","control_location":"back-end","key_size":-1}}""", "Invalid input for field/attribute key_size. Value: -1. -1 is less than the minimum of 0")]
    public async Task Encryption_WithAWrongValue_IsRefused(string body, string message) =>
        (await _api.SendAsync("POST", $"{Base}/types/{Secret.Id}/encryption", body)).ExpectFault(400, "badRequest", message);

    [Fact]
    public async Task Encryption_CreateEchoesWithIds_UpdateEchoes()
    {
        _api.On("IVolumeTypesGrain.CreateEncryption", _ => Task.FromResult(Secret)).On("IVolumeTypesGrain.UpdateEncryption", _ => Task.FromResult(Secret));
        var made = await _api.SendAsync("POST", $"{Base}/types/{Secret.Id}/encryption", """{"encryption":{"provider":"luks","control_location":"front-end","key_size":"256"}}""");
        Assert.Equal((200, 256), (made.Status, made.Json.GetProperty("encryption").GetProperty("key_size").GetInt32()));
        Assert.Equal(256, ((EncryptionChange)_api.Calls.Single(c => c.Method == "IVolumeTypesGrain.CreateEncryption").Arguments[1]!).KeySizeBits);
        Assert.Equal("""{"encryption":{"key_size":64}}""", (await _api.SendAsync("PUT", $"{Base}/types/{Secret.Id}/encryption/provider", """{"encryption":{"key_size":64}}""")).Text);
    }

    [Fact]
    public async Task VolumeCreate_OfAnEncryptingType_IsRefusedWithoutAKeyManager()
    {
        var answer = await _api.SendAsync("POST", Base + "/volumes", """{"volume":{"size":1,"volume_type":"secret"}}""");
        answer.ExpectFault(400, "badRequest", "Key manager error: there is none that could make a key for a volume of the encrypting type 'secret'.");
        Assert.DoesNotContain(_api.Calls, c => c.Method is "IVolumeGrain.Create" or "IProjectGrain.Reserve");
    }

    [Fact]
    public async Task Qos_LinksAreBesideIt_AndTypesShowItToAdmins()
    {
        var shown = (await _api.SendAsync("GET", $"{Base}/qos-specs/{Fast.Id}")).Json;
        Assert.Equal(["qos_specs", "links"], shown.EnumerateObject().Select(p => p.Name));
        Assert.Equal("both", shown.GetProperty("qos_specs").GetProperty("consumer").GetString());
        Assert.Equal(Fast.Id.ToString(), (await _api.SendAsync("GET", $"{Base}/types/{Secret.Id}")).Json.GetProperty("volume_type").GetProperty("qos_specs_id").GetString());
        Assert.False((await _api.SendAsync("GET", $"{Base}/types/{Secret.Id}", token: "joe:" + StubApi.Project)).Json.GetProperty("volume_type").TryGetProperty("qos_specs_id", out _));
    }

    [Theory]
    [InlineData("POST", "", """{"qos_specs":{"name":"q","total_iops_sec":100}}""", "Value for key \"total_iops_sec\" is not a string or unicode")]
    [InlineData("POST", "", """{"qos_specs":{"name":"q","consumer":"me"}}""", "Invalid input for field/attribute consumer. Value: me. 'me' is not one of ['back-end', 'front-end', 'both']")]
    [InlineData("POST", "", """{"qos_specs":{}}""", "Invalid input for field/attribute qos_specs. Value: {}. 'name' is a required property")]
    [InlineData("PUT", "/712632bc-f6ae-4ca4-ad2a-31c9b715ce19/delete_keys", """{"keys":["a","a"]}""", "Invalid input for field/attribute keys. Value: ['a', 'a']. ['a', 'a'] has non-unique elements")]
    [InlineData("PUT", "/712632bc-f6ae-4ca4-ad2a-31c9b715ce19/delete_keys", """{"keys":[1]}""", "Invalid input for field/attribute keys. Value: 1. 1 is not of type 'string'")]
    [InlineData("GET", "/712632bc-f6ae-4ca4-ad2a-31c9b715ce19/associate", null, "Volume Type id must not be None.")]
    public async Task Qos_WithAWrongValue_IsRefused(string method, string path, string? body, string message) =>
        (await _api.SendAsync(method, Base + "/qos-specs" + path, body)).ExpectFault(400, "badRequest", message);

    [Theory]
    [InlineData("?name=fast", 1)]
    [InlineData("?name=slow", 0)]
    [InlineData("?consumer=both&limit=1", 1)]
    public async Task Qos_List_IsFilteredAndPaged(string query, int count) =>
        Assert.Equal(count, (await _api.SendAsync("GET", Base + "/qos-specs" + query)).Json.GetProperty("qos_specs").GetArrayLength());

    [Fact]
    public async Task ConnectionInfo_TellsTheHostItsLimits_PerGiBResolvedByTheVolumesSize()
    {
        var volume = Samples.Volume();
        var attachment = Samples.Attachment(volume.Id, AttachStatus.Attached);
        var info = Samples.Connection(volume.Id, attachment.Id, "127.0.0.1:3260") with { TypeId = Secret.Id, SizeGiB = 20 };
        _api.On("ICatalog.FindVolumeOfAttachmentAsync", _ => Task.FromResult<Ids.VolumeId?>(volume.Id))
            .On("IVolumeGrain.GetAttachment", _ => Task.FromResult<AttachmentResult?>(new(attachment, info)));

        var shown = await _api.SendAsync("GET", $"{Base}/attachments/{attachment.Id}", headers: ("OpenStack-API-Version", "volume 3.54"));
        Assert.Equal("""{"read_bytes_sec":"7","total_iops_sec":600}""", shown.Json.GetProperty("attachment").GetProperty("connection_info").GetProperty("qos_specs").GetRawText());
    }

    [Fact]
    public async Task DefaultTypes_AreListedSetAndUnset()
    {
        _api.On("IVolumeTypesGrain.SetDefaultOf", _ => Task.CompletedTask);
        var version = ("OpenStack-API-Version", "volume 3.62");
        Assert.Equal($$"""{"default_types":[{"project_id":"other","volume_type_id":"{{Secret.Id}}"}]}""", (await _api.SendAsync("GET", "/v3/default-types", headers: version)).Text);
        (await _api.SendAsync("GET", "/v3/default-types/nobody", headers: version)).ExpectFault(404, "itemNotFound", "Default type for project nobody not found.");
        (await _api.SendAsync("PUT", "/v3/default-types/p", """{"default_type":{"volume_type":"zz"}}""", headers: version)).ExpectFault(400, "badRequest", "Volume type zz could not be found.");
        Assert.Equal($$$"""{"default_type":{"project_id":"p","volume_type_id":"{{{Secret.Id}}}"}}""", (await _api.SendAsync("PUT", "/v3/default-types/p", """{"default_type":{"volume_type":"secret"}}""", headers: version)).Text);
        Assert.Equal(204, (await _api.SendAsync("DELETE", "/v3/default-types/p", headers: version)).Status);
        Assert.Equal(404, (await _api.SendAsync("GET", "/v3/default-types", headers: ("OpenStack-API-Version", "volume 3.61"))).Status);
    }
}
