using System.Text.Json.Serialization;

namespace OrleansStorage;

/// <summary>Reads and writes an enum by its words alone. A word of another version, and a number, is a <see cref="System.Text.Json.JsonException"/>: a value that no code knows must not pass for one that it does.</summary>
/// <typeparam name="TEnum">An enum each of whose members has a <see cref="JsonStringEnumMemberNameAttribute"/>.</typeparam>
public sealed class WordConverter<TEnum>() : JsonStringEnumConverter<TEnum>(namingPolicy: null, allowIntegerValues: false) where TEnum : struct, Enum;
