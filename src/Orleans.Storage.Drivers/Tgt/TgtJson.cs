using System.Text.Json.Serialization;
using OrleansStorage.Backends;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>The JSON of a pool's mark, made at compile time.</summary>
[JsonSerializable(typeof(ArrayMark))]
internal sealed partial class TgtJson : JsonSerializerContext;
