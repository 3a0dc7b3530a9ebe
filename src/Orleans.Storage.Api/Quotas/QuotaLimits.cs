using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Types;
using OrleansStorage.Domain.Projects;
using OrleansStorage.Projects;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Quotas;

/// <summary>What quota sets and quota classes have in common: their bodies, and the limits that a class gives. Safe from any thread.</summary>
internal sealed partial class QuotaLimits(IGrainFactory grains, TypeCache types)
{
    private static readonly string[] Ignored = ["tenant_id", "id"];

    /// <summary>
    /// A type's quotas are called by its name, so their names are as long as that may be, and have the characters that it has.
    /// </summary>
    private static readonly Regex Name = new(
        $@"^(?!tenant_id$|id$)[\s\S]{{1,{CommonSchemas.Name.MaxLength + QuotaDefaults.LongestTypePrefix}}}$", RegexOptions.CultureInvariant);

    private static readonly Schema Limit = new() { Types = JsonTypes.Integer | JsonTypes.String, Pattern = Number(), Minimum = -1, Maximum = int.MaxValue };

    /// <summary>The schema of a body with limits under <paramref name="key"/>.</summary>
    public static Schema Body(string key) =>
        CommonSchemas.Body(key, new() { Types = JsonTypes.Object, KeyPattern = Name, KeyedValue = Limit, Properties = [("tenant_id", Any), ("id", Any)], MinProperties = 1 });

    /// <summary>The limits under <paramref name="key"/>.</summary>
    public static ImmutableDictionary<string, long> Read(ApiRequest request, string key) => request.Body.GetProperty(key).EnumerateObject()
        .Where(entry => !Ignored.Contains(entry.Name)).ToImmutableDictionary(entry => entry.Name, entry => long.Parse(entry.Value.ToString(), CultureInfo.InvariantCulture));

    /// <summary>Every limit that a class gives, those of each type included: its own, else those of all projects, else Cinder's.</summary>
    public async Task<IReadOnlyList<(string Name, long Limit)>> OfClassAsync(string name)
    {
        var everybodys = await grains.GetGrain<IQuotaClassGrain>(IQuotaClassGrain.Default).GetState();
        var own = name == IQuotaClassGrain.Default ? everybodys : await grains.GetGrain<IQuotaClassGrain>(name).GetState();
        var names = QuotaDefaults.Names.Concat((await types.RefreshAsync()).All.SelectMany(t => QuotaDefaults.NamesOfType(t.Name)));
        return [.. names.Select(n => (n, own.TryGetValue(n, out var limit) || everybodys.TryGetValue(n, out limit) ? limit : QuotaDefaults.Of(n)))];
    }

    [GeneratedRegex("^-?[0-9]+$")]
    private static partial Regex Number();

}
