using System.Text.Json.Serialization;

namespace OrleansStorage.Faults;

/// <summary>The named moments between a request and its answer at which a test may make something go wrong, in volumes, backends and their store. Append only: tests and operators name them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultPoint>))]
public enum FaultPoint
{
    /// <summary>Volume: the command has the array's turn.</summary>
    [JsonStringEnumMemberName("volume-has-turn")] VolumeHasTurn = 10,
    /// <summary>Volume: decided, and the intent is not on record yet.</summary>
    [JsonStringEnumMemberName("volume-before-intent")] VolumeBeforeIntent = 11,
    /// <summary>Volume: the intent is on record, and the array was not asked yet.</summary>
    [JsonStringEnumMemberName("volume-after-intent")] VolumeAfterIntent = 12,
    /// <summary>Volume: the array has answered, and nothing of that is on record.</summary>
    [JsonStringEnumMemberName("volume-after-effect")] VolumeAfterEffect = 13,
    /// <summary>Volume: a state without a new intent is about to be written.</summary>
    [JsonStringEnumMemberName("volume-before-commit")] VolumeBeforeCommit = 14,
    /// <summary>Volume: it is on record, and nobody was told.</summary>
    [JsonStringEnumMemberName("volume-after-commit")] VolumeAfterCommit = 15,
    /// <summary>Volume: the last write of a volume that is gone is done, its row is not cleared.</summary>
    [JsonStringEnumMemberName("volume-before-clear")] VolumeBeforeClear = 16,
    /// <summary>Backend: a LUN was set aside, if targets are shared.</summary>
    [JsonStringEnumMemberName("backend-has-lun")] BackendHasLun = 20,
    /// <summary>Backend: a slot was granted, and the driver was not called yet.</summary>
    [JsonStringEnumMemberName("backend-has-slot")] BackendHasSlot = 21,
    /// <summary>Backend: the driver has answered, and the slot is still held.</summary>
    [JsonStringEnumMemberName("backend-after-driver")] BackendAfterDriver = 22,
    /// <summary>Store: a write is about to be sent to the database.</summary>
    [JsonStringEnumMemberName("store-before-write")] StoreBeforeWrite = 30,
    /// <summary>Store: the database has written, and the volume was not told; what goes wrong here is a write that was applied and answered with an error.</summary>
    [JsonStringEnumMemberName("store-after-write")] StoreAfterWrite = 31,
}
