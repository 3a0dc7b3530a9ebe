using System.Text.Json.Serialization;

namespace OrleansStorage.Faults;

/// <summary>The named moments between a request and its answer at which a test may make something go wrong, in the API, the grains, their store and the drivers. Append only: tests name them.</summary>
[JsonConverter(typeof(WordConverter<FaultPoint>))]
public enum FaultPoint
{
    /// <summary>API: it is known who asks, and nothing else of the request was looked at.</summary>
    [JsonStringEnumMemberName("api-identified")] ApiIdentified = 1,
    /// <summary>API: the request may be served, and no grain was called yet.</summary>
    [JsonStringEnumMemberName("api-before-grain")] ApiBeforeGrain = 2,
    /// <summary>API: the client's key is on record with the new id, and nothing was made.</summary>
    [JsonStringEnumMemberName("api-has-key")] ApiHasKey = 3,
    /// <summary>API: what a keyed create makes is made, and its answer is not on record.</summary>
    [JsonStringEnumMemberName("api-before-key-answer")] ApiBeforeKeyAnswer = 4,
    /// <summary>API: the answer is built, a refusal too, and has not gone out whole; what goes wrong here is a lost reply.</summary>
    [JsonStringEnumMemberName("api-before-reply")] ApiBeforeReply = 5,
    /// <summary>API: quota is promised, and what it is for was not asked for yet.</summary>
    [JsonStringEnumMemberName("api-has-quota")] ApiHasQuota = 6,
    /// <summary>API: what the quota is for was answered, and the project does not know.</summary>
    [JsonStringEnumMemberName("api-before-quota-end")] ApiBeforeQuotaEnd = 7,
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
    /// <summary>Volume: an activation has read its record, and served nobody.</summary>
    [JsonStringEnumMemberName("volume-after-load")] VolumeAfterLoad = 17,
    /// <summary>Volume: a command is decided, refused or not; the backend's queue was not asked, and nothing is written.</summary>
    [JsonStringEnumMemberName("volume-after-decide")] VolumeAfterDecide = 18,
    /// <summary>Volume: a command is served, and its caller does not know.</summary>
    [JsonStringEnumMemberName("volume-before-reply")] VolumeBeforeReply = 19,
    /// <summary>Backend: a LUN was set aside, if targets are shared.</summary>
    [JsonStringEnumMemberName("backend-has-lun")] BackendHasLun = 20,
    /// <summary>Backend: a slot was granted, and the driver was not called yet.</summary>
    [JsonStringEnumMemberName("backend-has-slot")] BackendHasSlot = 21,
    /// <summary>Backend: the driver has answered, and the slot is still held.</summary>
    [JsonStringEnumMemberName("backend-after-driver")] BackendAfterDriver = 22,
    /// <summary>Backend: the deadline of a call came while it held its slot; it is about to be answered as unknown.</summary>
    [JsonStringEnumMemberName("backend-slot-late")] BackendSlotLate = 23,
    /// <summary>Backend: a call has ended, and its slot is about to be given back; it is, whatever goes wrong here.</summary>
    [JsonStringEnumMemberName("backend-before-release")] BackendBeforeRelease = 24,
    /// <summary>Store: a write is about to be sent to the database.</summary>
    [JsonStringEnumMemberName("store-before-write")] StoreBeforeWrite = 30,
    /// <summary>Store: the database has written, and the volume was not told; what goes wrong here is a write that was applied and answered with an error.</summary>
    [JsonStringEnumMemberName("store-after-write")] StoreAfterWrite = 31,
    /// <summary>Store: the record is about to be read, by a new activation or to confirm what an old one remembers.</summary>
    [JsonStringEnumMemberName("store-before-read")] StoreBeforeRead = 32,
    /// <summary>Store: the row of a volume that is gone is cleared, and the volume was not told.</summary>
    [JsonStringEnumMemberName("store-after-clear")] StoreAfterClear = 33,
    /// <summary>Driver: a command that changes the array is about to be sent; a verb may be several.</summary>
    [JsonStringEnumMemberName("driver-before-effect")] DriverBeforeEffect = 40,
    /// <summary>Driver: the array has done such a command, and its answer was not looked at.</summary>
    [JsonStringEnumMemberName("driver-after-effect")] DriverAfterEffect = 41,
    /// <summary>Project: quota fits and is set aside in memory; the promise is not on record.</summary>
    [JsonStringEnumMemberName("project-before-promise")] ProjectBeforePromise = 50,
    /// <summary>Project: the promise is on record, and its asker does not know.</summary>
    [JsonStringEnumMemberName("project-after-promise")] ProjectAfterPromise = 51,
    /// <summary>Project: what is used is about to be counted.</summary>
    [JsonStringEnumMemberName("project-before-count")] ProjectBeforeCount = 52,
    /// <summary>Project: it is counted, and the promises that the count has in it were not forgotten yet.</summary>
    [JsonStringEnumMemberName("project-after-count")] ProjectAfterCount = 53,
    /// <summary>Scheduler: the pools were asked and ranked, and no space is set aside.</summary>
    [JsonStringEnumMemberName("scheduler-has-pools")] SchedulerHasPools = 60,
    /// <summary>Scheduler: a pool has set space aside, and the volume does not know which.</summary>
    [JsonStringEnumMemberName("scheduler-has-room")] SchedulerHasRoom = 61,
    /// <summary>Group: an activation has read its record, and neither served anybody nor gone on with what is owed.</summary>
    [JsonStringEnumMemberName("group-after-load")] GroupAfterLoad = 70,
    /// <summary>Group: the catalog has said how the volumes stand, and nothing is decided.</summary>
    [JsonStringEnumMemberName("group-has-volumes")] GroupHasVolumes = 71,
    /// <summary>Group: a state is about to be sent to the database.</summary>
    [JsonStringEnumMemberName("group-before-write")] GroupBeforeWrite = 72,
    /// <summary>Group: the database has written, and the group was not told; what goes wrong here is a write that was applied and answered with an error.</summary>
    [JsonStringEnumMemberName("group-after-write")] GroupAfterWrite = 73,
    /// <summary>Group: a step is planned, and its volume was not asked yet.</summary>
    [JsonStringEnumMemberName("group-before-step")] GroupBeforeStep = 74,
    /// <summary>Group: the volume has taken the step, and the group's record does not say so.</summary>
    [JsonStringEnumMemberName("group-after-step")] GroupAfterStep = 75,
    /// <summary>Group: nothing of it is left but its row.</summary>
    [JsonStringEnumMemberName("group-before-clear")] GroupBeforeClear = 76,
    /// <summary>Group: the row of a group that is gone is cleared, and neither the group nor its project was told.</summary>
    [JsonStringEnumMemberName("group-after-clear")] GroupAfterClear = 77,
    /// <summary>Group: what was asked is done or on record, and its caller does not know.</summary>
    [JsonStringEnumMemberName("group-before-reply")] GroupBeforeReply = 78,
    /// <summary>Settings (types, QoS specs, group types, quota classes, backups, what an operator set of a backend): a change is about to be sent to the database.</summary>
    [JsonStringEnumMemberName("settings-before-write")] SettingsBeforeWrite = 80,
    /// <summary>Settings: the database has written, and the grain was not told; what goes wrong here is a write that was applied and answered with an error.</summary>
    [JsonStringEnumMemberName("settings-after-write")] SettingsAfterWrite = 81,
    /// <summary>Reconciler: what is open and late is about to be looked for.</summary>
    [JsonStringEnumMemberName("reconciler-before-settle")] ReconcilerBeforeSettle = 89,
    /// <summary>Reconciler: the array has shown its exports, and the records were not read.</summary>
    [JsonStringEnumMemberName("reconciler-has-array")] ReconcilerHasArray = 90,
    /// <summary>Reconciler: a difference is to be mended, and its volume was not asked yet.</summary>
    [JsonStringEnumMemberName("reconciler-before-mend")] ReconcilerBeforeMend = 91,
    /// <summary>Reconciler: the volume has mended it, and the report does not say so.</summary>
    [JsonStringEnumMemberName("reconciler-after-mend")] ReconcilerAfterMend = 92,
    /// <summary>Reconciler: all is mended and reported, and what is too old was not removed.</summary>
    [JsonStringEnumMemberName("reconciler-before-expiry")] ReconcilerBeforeExpiry = 93,
    /// <summary>Reconciler: a round is over, and who asked for it does not know.</summary>
    [JsonStringEnumMemberName("reconciler-before-reply")] ReconcilerBeforeReply = 94,
}
