using System.Collections.Immutable;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Types;

public sealed partial class VolumeTypesGrain
{
    /// <inheritdoc/>
    public async Task<QosSpecs> CreateQos(string name, QosConsumer consumer, ImmutableSortedDictionary<string, string> specs)
    {
        if (Kept.QosSpecs.Any(q => q.Name == name)) throw StorageError.Refused(ErrorReason.Conflict, $"QoS Specs {name} already exists.").ToException();
        var made = new QosSpecs { Id = QosSpecsId.New(), Name = name, Consumer = consumer, Specs = specs, CreatedAt = time.GetUtcNow() };
        await WriteAsync(Kept.Types, Kept.QosSpecs.Add(made));
        return made;
    }

    /// <inheritdoc/>
    public async Task<QosSpecs> UpdateQos(QosSpecsId id, QosConsumer? consumer, ImmutableDictionary<string, string?> specs)
    {
        var before = FindQos(id);
        var kept = before.Specs.RemoveRange(specs.Where(s => s.Value is null).Select(s => s.Key)).SetItems(specs.Where(s => s.Value is not null).Select(s => KeyValuePair.Create(s.Key, s.Value!)));
        var after = before with { Consumer = consumer ?? before.Consumer, Specs = kept };
        await WriteAsync(Kept.Types, Kept.QosSpecs.Replace(before, after));
        return after;
    }

    /// <inheritdoc/>
    public async Task DeleteQosKeys(QosSpecsId id, ImmutableArray<string> keys)
    {
        var before = FindQos(id);
        if (keys.FirstOrDefault(k => !before.Specs.ContainsKey(k)) is { } unknown) throw StorageError.NotFound($"QoS spec {id} has no spec with key {unknown}.").ToException();
        await WriteAsync(Kept.Types, Kept.QosSpecs.Replace(before, before with { Specs = before.Specs.RemoveRange(keys) }));
    }

    /// <inheritdoc/>
    public async Task DeleteQos(QosSpecsId id, bool force)
    {
        var gone = FindQos(id);
        if (!force && Kept.Types.Any(t => t.QosSpecsId == id)) throw StorageError.Refused(ErrorReason.InvalidInput, "Qos specs still in use.").ToException();
        await WriteAsync(Without(id, null), Kept.QosSpecs.Remove(gone));
    }

    /// <inheritdoc/>
    public async Task AssociateQos(QosSpecsId id, VolumeTypeId type)
    {
        FindQos(id);
        if (Find(type).QosSpecsId is { } other && other != id)
            throw StorageError.Refused(ErrorReason.InvalidVolumeType, $"Invalid volume type: Type {type} is already associated with another qos specs: {other}").ToException();
        await ReplaceAsync(type, t => t with { QosSpecsId = id });
    }

    /// <inheritdoc/>
    public Task DisassociateQos(QosSpecsId id, VolumeTypeId? type)
    {
        FindQos(id);
        if (type is { } one) Find(one);
        return WriteAsync(Without(id, type));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<QosSpecs>> GetQosSpecs() => Task.FromResult(Kept.QosSpecs);

    private ImmutableArray<VolumeType> Without(QosSpecsId id, VolumeTypeId? type) =>
        [.. Kept.Types.Select(t => t.QosSpecsId == id && (type is null || t.Id == type) ? t with { QosSpecsId = null } : t)];

    private QosSpecs FindQos(QosSpecsId id) => Kept.QosSpecs.FirstOrDefault(q => q.Id == id) ?? throw StorageError.NotFound($"No such QoS spec {id}.").ToException();
}
