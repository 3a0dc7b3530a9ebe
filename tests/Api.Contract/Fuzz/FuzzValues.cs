using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.OpenApi;

namespace OrleansStorage.Api.Tests.Fuzz;

/// <summary>JSON values that a schema allows, mostly, and such as it does not.</summary>
public sealed class FuzzValues(FuzzPool pool)
{
    private static readonly string[] Texts = ["", " ", "x", "available", "error", "in-use", "rw", "ro", "default", "../..", "%", "ü\u202e😀", "'; DROP TABLE volumes; --", "{}", "\u0000", new('a', 256), "1", "-1", "0.5", "None"];

    /// <summary>Any text that a client might send.</summary>
    public Gen<string> Text { get; } = Gen.Frequency((4, pool.Any), (3, Gen.OneOf(Texts)), (1, Gen.String[0, 40]));

    /// <summary>Values for a schema, some of them wrong somewhere; a uuid is mostly of the collection that its name says.</summary>
    public Gen<JsonNode?> For(IOpenApiSchema schema, string name = "") => Gen.Frequency((19, Right(schema, name)), (1, Junk));

    private Gen<JsonNode?> Junk => Gen.OneOf(
        Text.Select(t => (JsonNode?)t),
        Gen.OneOf<long>(-1, 0, 1, int.MaxValue, long.MaxValue, long.MinValue).Select(n => (JsonNode?)n),
        Gen.Double.Where(double.IsFinite).Select(n => (JsonNode?)n),
        Gen.Bool.Select(b => (JsonNode?)b),
        Gen.Const((JsonNode?)null),
        Gen.Int[0, 60].Select(Nested),
        Text.Array[0, 3].Select(t => (JsonNode?)new JsonArray([.. t.Select(x => (JsonNode?)x)])));

    private Gen<JsonNode?> Right(IOpenApiSchema schema, string name)
    {
        if (schema.Enum is { Count: > 0 } words) return Gen.Int[0, words.Count - 1].Select(i => words[i].DeepClone())!;
        var type = schema.Type ?? JsonSchemaType.Object;
        List<(int, Gen<JsonNode?>)> kinds = [];
        if (type.HasFlag(JsonSchemaType.Object)) kinds.Add((6, ObjectOf(schema)));
        if (type.HasFlag(JsonSchemaType.Integer)) kinds.Add((6, Gen.Int[-1, 12].Select(n => (JsonNode?)n)));
        if (type.HasFlag(JsonSchemaType.Boolean)) kinds.Add((6, Gen.Bool.Select(b => (JsonNode?)b)));
        if (type.HasFlag(JsonSchemaType.String)) kinds.Add((6, schema.Format == "uuid" ? pool.In(name.Split('_')[0].Replace("source", "volume") + "s").Select(t => (JsonNode?)t) : Text.Select(t => (JsonNode?)t)));
        if (type.HasFlag(JsonSchemaType.Array)) kinds.Add((6, (schema.Items is { } item ? For(item) : Text.Select(t => (JsonNode?)t)).Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]))));
        if (type.HasFlag(JsonSchemaType.Null)) kinds.Add((2, Gen.Const((JsonNode?)null)));
        return kinds.Count == 0 ? Junk : Gen.Frequency([.. kinds]);
    }

    private Gen<JsonNode?> ObjectOf(IOpenApiSchema schema)
    {
        var known = (schema.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(p => (p.Key, Value: For(p.Value, p.Key), IsRequired: schema.Required?.Contains(p.Key) is true)).ToArray();
        var keyed = schema.PatternProperties?.Values.FirstOrDefault() is { } value ? For(value) : Junk;
        return Gen.Int.Select(Text, keyed).Select((dice, key, more) => (dice, key, more)).SelectMany(seed => Fill(known, seed.dice, seed.key, seed.more));
    }

    private static Gen<JsonNode?> Fill((string Key, Gen<JsonNode?> Value, bool IsRequired)[] known, int dice, string key, JsonNode? more)
    {
        var random = new Random(dice);
        var chosen = known.Where(p => random.Next(100) < (p.IsRequired ? 98 : 40)).ToArray();
        Gen<JsonObject> all = Gen.Const(() => new JsonObject());
        foreach (var (name, value, _) in chosen) all = all.Select(value, (o, v) => { o[name] = v; return o; });
        return all.Select(o =>
        {
            if (random.Next(100) < 8) o[key] = more?.DeepClone();
            return (JsonNode?)o;
        });
    }

    private static JsonNode? Nested(int depth)
    {
        JsonNode? node = "deep";
        for (var i = 0; i < depth; i++) node = new JsonObject { ["a"] = node };
        return node;
    }
}
