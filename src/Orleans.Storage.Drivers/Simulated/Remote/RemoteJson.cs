using System.Text.Json.Serialization;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>The JSON of the line between silo and array and of the array's log, made at compile time.</summary>
[JsonSerializable(typeof(RemoteRequest))]
[JsonSerializable(typeof(RemoteReply))]
[JsonSerializable(typeof(MutationLogEntry))]
internal sealed partial class RemoteJson : JsonSerializerContext;
