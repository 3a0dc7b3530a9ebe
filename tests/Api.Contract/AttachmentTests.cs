using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §9: what the attachment calls answer.</summary>
public sealed class AttachmentTests : IAsyncLifetime
{
    private static readonly VolumeId Volume = VolumeId.New();
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = await Samples.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Create_WithConnector_ShowsTheRowAsInsertedBesideTheLogin()
    {
        var made = Samples.Attachment(Volume, AttachStatus.Attaching) with { AttachedAt = Samples.Time, Mode = AttachMode.ReadWrite, Host = "h1" };
        _api.On("IVolumeGrain.CreateAttachment", _ => Task.FromResult(new AttachmentResult(made, Samples.Connection(Volume, made.Id, "10.0.0.1:3260"))));
        var answer = await SendAsync("POST", "/v3/attachments", $$$$"""{"attachment":{"volume_uuid":"{{{{Volume}}}}","connector":{"host":"h1","initiator":"iqn.1"}}}""");
        Assert.Equal(200, answer.Status);
        var attachment = answer.Json.GetProperty("attachment");
        Assert.Equal(("reserved", "null", "", ""), (attachment.GetProperty("status").GetString(), attachment.GetProperty("attach_mode").GetString(), attachment.GetProperty("attached_at").GetString(), attachment.GetProperty("detached_at").GetString()));
        Assert.Equal(
            $$"""{"target_discovered":false,"target_portal":"10.0.0.1:3260","target_iqn":"iqn.2010-10.org.openstack:volume-{{Volume}}","target_lun":1,"volume_id":"{{Volume}}","auth_method":"CHAP","auth_username":"user","auth_password":"secret","access_mode":"rw","qos_specs":null,"encrypted":false,"cacheable":false,"driver_volume_type":"iscsi","attachment_id":"{{made.Id}}","enforce_multipath":false}""",
            attachment.GetProperty("connection_info").GetRawText());
    }

    [Fact]
    public async Task Create_WithoutConnector_HasAnEmptyLogin()
    {
        var made = Samples.Attachment(Volume);
        _api.On("IVolumeGrain.CreateAttachment", _ => Task.FromResult(new AttachmentResult(made, null)));
        var answer = await SendAsync("POST", "/v3/attachments", $$$"""{"attachment":{"volume_uuid":"{{{Volume}}}","instance_uuid":null,"connector":null,"mode":"rw"}}""");
        Assert.Equal(("{}", "rw"), (answer.Json.GetProperty("attachment").GetProperty("connection_info").GetRawText(), answer.Json.GetProperty("attachment").GetProperty("attach_mode").GetString()));
    }

    [Fact]
    public async Task Update_ShowsTheRowAsItWasBesideTheLogin()
    {
        var before = Samples.Attachment(Volume);
        _api.On("ICatalog.FindVolumeOfAttachmentAsync", _ => Task.FromResult<VolumeId?>(Volume))
            .On("IVolumeGrain.ConnectAttachment", _ => Task.FromResult(
                new AttachmentResult(before with { Status = AttachStatus.Attaching, Mode = AttachMode.ReadWrite }, Samples.Connection(Volume, before.Id, "a:1", "b:1"), before)));
        var attachment = (await SendAsync("PUT", $"/v3/attachments/{before.Id}", """{"attachment":{"connector":{"host":"h1"}}}""")).Json.GetProperty("attachment");
        Assert.Equal(("reserved", "null"), (attachment.GetProperty("status").GetString(), attachment.GetProperty("attach_mode").GetString()));
        Assert.Equal("""["a:1","b:1"]""", attachment.GetProperty("connection_info").GetProperty("target_portals").GetRawText());
        Assert.Equal("[1,1]", attachment.GetProperty("connection_info").GetProperty("target_luns").GetRawText());
    }

    [Fact]
    public async Task Delete_AnswersWithWhatRemains()
    {
        var gone = AttachmentId.New();
        var left = Samples.Attachment(Volume, AttachStatus.Attached);
        _api.On("ICatalog.FindVolumeOfAttachmentAsync", _ => Task.FromResult<VolumeId?>(Volume)).On("IVolumeGrain.DeleteAttachment", _ => Task.FromResult(System.Collections.Immutable.ImmutableArray.Create(left)));
        var answer = await SendAsync("DELETE", $"/v3/attachments/{gone}");
        Assert.Equal($$"""{"attachments":[{"id":"{{left.Id}}","status":"attached","instance":"{{left.InstanceId}}","volume_id":"{{Volume}}"}]}""", answer.Text);
    }

    [Fact]
    public async Task Complete_Answers204AndRemembersTheVolume()
    {
        var id = AttachmentId.New();
        _api.On("ICatalog.FindVolumeOfAttachmentAsync", _ => Task.FromResult<VolumeId?>(Volume)).On("IVolumeGrain.CompleteAttachment", _ => Task.CompletedTask);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(204, (await SendAsync("POST", $"/v3/attachments/{id}/action", """{"os-complete":{}}""")).Status);
        }

        Assert.Single(_api.Calls, call => call.Method == "ICatalog.FindVolumeOfAttachmentAsync");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task UnknownAttachment_IsNotFound(string method)
    {
        _api.On("ICatalog.FindVolumeOfAttachmentAsync", _ => Task.FromResult<VolumeId?>(null));
        const string id = "de4a5841-1b6c-4a0f-bcd3-ce24db68d280";
        (await SendAsync(method, "/v3/attachments/" + id)).ExpectFault(404, "itemNotFound", $"Volume attachment could not be found with filter: attachment_id = {id}.");
    }

    [Fact]
    public async Task InitializeConnection_NestsTheLogin()
    {
        _api.On("IVolumeGrain.InitializeConnection", _ => Task.FromResult(Samples.Connection(Volume, null, "10.0.0.1:3260")));
        var info = (await SendAsync("POST", $"/v3/volumes/{Volume}/action", """{"os-initialize_connection":{"connector":{"host":"h1"}}}""")).Json.GetProperty("connection_info");
        Assert.Equal("iscsi", info.GetProperty("driver_volume_type").GetString());
        Assert.Equal("secret", info.GetProperty("data").GetProperty("auth_password").GetString());
        Assert.False(info.GetProperty("data").GetProperty("enforce_multipath").GetBoolean());
    }

    private Task<StubAnswer> SendAsync(string method, string path, string? body = null) => _api.SendAsync(method, path, body, headers: ("OpenStack-API-Version", "volume 3.71"));
}
