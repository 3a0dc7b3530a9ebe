using System.Text.Json;
using Orleans.Storage;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Domain.Records;
using OrleansStorage.Domain.Volumes;

namespace OrleansStorage.Data.State;

/// <summary>
/// Grain state as UTF-8 JSON without what is null. A volume's and a group's are written by generated code, and their names are read by the catalog's triggers. A document that cannot be read is not an exception
/// for those who can say so (<see cref="OrleansStorage.Records.IStored"/>): it is their row's alone. Safe from any thread.
/// </summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) =>
        new(input switch
        {
            VolumeState volume => VolumeStateJson.Write(volume),
            GroupState group => GroupStateJson.Write(group),
            Stored<VolumeState> { State: { } volume } => VolumeStateJson.Write(volume),
            Stored<GroupState> { State: { } group } => GroupStateJson.Write(group),
            _ => JsonSerializer.SerializeToUtf8Bytes(input, SettingsJson.Options),
        });

    /// <inheritdoc/>
    /// <exception cref="JsonException">The bytes are not such a state, and <typeparamref name="T"/> cannot say so.</exception>
    public T Deserialize<T>(BinaryData input)
    {
        var document = input.ToMemory().Span;
        if (typeof(T) == typeof(Stored<VolumeState>)) return (T)(object)ReadStored(document, VolumeStateJson.Read);
        if (typeof(T) == typeof(Stored<GroupState>)) return (T)(object)ReadStored(document, GroupStateJson.Read);
        if (typeof(T) == typeof(VolumeState)) return (T)(object)VolumeStateJson.Read(document);
        if (typeof(T) == typeof(GroupState)) return (T)(object)GroupStateJson.Read(document);
        if (typeof(T).IsAssignableTo(typeof(StoredSettings))) return ReadSettings<T>(document);
        return JsonSerializer.Deserialize<T>(document, SettingsJson.Options)!;
    }

    private static Stored<TState> ReadStored<TState>(ReadOnlySpan<byte> document, Func<ReadOnlySpan<byte>, TState> read) where TState : class
    {
        try
        {
            return new() { State = read(document) };
        }
        catch (JsonException e)
        {
            return new() { Unreadable = e.Message };
        }
    }

    private static T ReadSettings<T>(ReadOnlySpan<byte> document)
    {
        try
        {
            return (T)(object)SettingsJson.Read(typeof(T), document);
        }
        catch (JsonException e)
        {
            var empty = Activator.CreateInstance<T>();
            ((StoredSettings)(object)empty!).Unreadable = e.Message;
            return empty;
        }
    }
}
