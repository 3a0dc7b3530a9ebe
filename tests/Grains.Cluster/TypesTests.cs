using System.Collections.Immutable;
using OrleansStorage.Errors;
using OrleansStorage.Groups;
using OrleansStorage.Testing;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Cluster;

/// <summary>Contract §15, §16, §21 and §25: what the types' grains hold to, also after a restart.</summary>
public sealed class TypesTests : IAsyncLifetime
{
    private static readonly ImmutableSortedDictionary<string, string> NoSpecs = ImmutableSortedDictionary<string, string>.Empty;
    private static readonly EncryptionChange Luks = new("luks", EncryptionControl.FrontEnd, "aes-xts-plain64", 256);
    private readonly TemporaryDirectory _directory = new();
    private GrainHost _host = null!;

    private IVolumeTypesGrain Types => _host.Grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key);

    private IQosSpecsGrain Qos => _host.Grains.GetGrain<IQosSpecsGrain>(IVolumeTypesGrain.Key);

    public async Task InitializeAsync() => _host = await GrainHost.StartAsync(_directory);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task AssociateAndDelete_AtOnce_LeaveNoAssociationWithNothing()
    {
        var type = await Types.Create("t", null, true, NoSpecs);
        for (var i = 0; i < 20; i++)
        {
            var qos = await Qos.CreateQos($"q{i}", QosConsumer.FrontEnd, NoSpecs);
            await Task.WhenAll(TryAsync(Qos.AssociateQos(qos.Id, type.Id)), TryAsync(Qos.DeleteQos(qos.Id, force: false)));

            var isThere = (await Qos.GetQosSpecs()).Any(q => q.Id == qos.Id);
            Assert.Equal(isThere, (await Types.GetState()).Any(t => t.QosSpecsId == qos.Id));
            if (isThere) await Qos.DeleteQos(qos.Id, force: true);
        }

        Assert.DoesNotContain(await Types.GetState(), t => t.QosSpecsId is not null);
    }

    [Fact]
    public async Task Associate_ATypeWithOtherSpecs_IsRefused()
    {
        var type = await Types.Create("t", null, true, NoSpecs);
        var (one, other) = (await Qos.CreateQos("one", QosConsumer.Both, NoSpecs), await Qos.CreateQos("other", QosConsumer.Both, NoSpecs));
        await Qos.AssociateQos(one.Id, type.Id);
        await Qos.AssociateQos(one.Id, type.Id);

        Assert.Equal($"Invalid volume type: Type {type.Id} is already associated with another qos specs: {one.Id}", (await GrainHost.ErrorOfAsync(Qos.AssociateQos(other.Id, type.Id))).Message);
        await Qos.DisassociateQos(one.Id, null);
        await Qos.AssociateQos(other.Id, type.Id);
    }

    [Fact]
    public async Task Encryption_OfATypeThatAVolumeHas_CannotBeChanged()
    {
        var unused = await Types.Create("secret", null, true, NoSpecs);
        Assert.Equal("luks", (await Types.CreateEncryption(unused.Id, Luks)).Encryption!.Provider);
        Assert.Contains("already exists", (await GrainHost.ErrorOfAsync(Types.CreateEncryption(unused.Id, Luks))).Message, StringComparison.Ordinal);
        Assert.Equal((128, "aes-xts-plain64"), await Types.UpdateEncryption(unused.Id, new(null, null, null, 128)) is { Encryption: { } e } ? (e.KeySizeBits, e.Cipher) : default);
        await Types.DeleteEncryption(unused.Id);
        Assert.Equal(ErrorReason.NotFound, (await GrainHost.ErrorOfAsync(Types.DeleteEncryption(unused.Id))).Reason);

        await _host.CreateVolumeAsync();
        var used = (await Types.GetState())[0];
        Assert.Equal("Cannot create encryption specs. Volume type in use.", (await GrainHost.ErrorOfAsync(Types.CreateEncryption(used.Id, Luks))).Message);
    }

    [Fact]
    public async Task DefaultOf_AProjectHasOneTypeWhichCannotGo_AlsoAfterARestart()
    {
        var (one, other) = (await Types.Create("one", null, true, NoSpecs), await Types.Create("other", null, true, NoSpecs));
        await Types.SetDefaultOf(new("p"), one.Id);
        await Types.SetDefaultOf(new("p"), other.Id);
        await Types.Delete(one.Id);

        await _host.DisposeAsync();
        _host = await GrainHost.StartAsync(_directory);

        Assert.Equal(other.Id, (await Types.GetState()).Single(t => t.DefaultOf.Contains("p")).Id);
        Assert.Equal($"The volume type {other.Id} is a default volume type and cannot be deleted.", (await GrainHost.ErrorOfAsync(Types.Delete(other.Id))).Message);
        await Types.SetDefaultOf(new("p"), null);
        await Types.Delete(other.Id);
    }

    [Fact]
    public async Task GroupTypes_HaveUniqueNames_AndKeepTheirSpecs()
    {
        var types = _host.Grains.GetGrain<IGroupTypesGrain>(IGroupTypesGrain.Key);
        var made = await types.Create("g", null, true, NoSpecs.Add("a", "b"));
        Assert.Equal("Group Type g already exists.", (await GrainHost.ErrorOfAsync(types.Create("g", null, true, NoSpecs))).Message);
        await types.MergeSpecs(made.Id, ImmutableDictionary<string, string?>.Empty.Add("a", null).Add("c", "d"));

        await _host.DisposeAsync();
        _host = await GrainHost.StartAsync(_directory);

        types = _host.Grains.GetGrain<IGroupTypesGrain>(IGroupTypesGrain.Key);
        Assert.Equal(NoSpecs.Add("c", "d"), Assert.Single(await types.GetState()).Specs);
        await types.Delete(made.Id);
        Assert.Equal(ErrorReason.NotFound, (await GrainHost.ErrorOfAsync(types.Delete(made.Id))).Reason);
    }

    [Fact]
    public async Task Frozen_ABackendRemovesAndTakesNothing_UntilItIsThawed()
    {
        var (id, volume) = await _host.CreateVolumeAsync();
        var backend = _host.Grains.GetBackend((await volume.GetState())!.Backend!.Value);
        await backend.SetFrozen(true);

        await volume.Delete(cascade: false, force: false, GrainHost.Caller);
        await Eventually.Is($"volume {id} is available again", async () => (await volume.GetState())?.Status == VolumeStatus.Available);
        await GrainHost.AttachAsync(volume, "host");

        await _host.DisposeAsync();
        _host = await GrainHost.StartAsync(_directory);
        backend = _host.Grains.GetBackend((await _host.Volume(id).GetState())!.Backend!.Value);
        Assert.Equal((true, false, "frozen"), await backend.GetState() is { } frozen ? (frozen.Frozen, frozen.Enabled, frozen.DisabledReason) : default);
        await backend.SetFrozen(false);
        Assert.Equal((false, true, null), await backend.GetState() is { } thawed ? (thawed.Frozen, thawed.Enabled, thawed.DisabledReason) : default);
        await _host.CreateVolumeAsync();
    }

    private static async Task TryAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (StorageException)
        {
            // One of the two comes too late; which one is chance.
        }
    }
}
