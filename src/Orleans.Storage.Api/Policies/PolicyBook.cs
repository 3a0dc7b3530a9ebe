using System.Collections.Frozen;
using System.Text.Json;

namespace OrleansStorage.Api.Policies;

/// <summary>
/// Who may do what, as data: Cinder's policy names with its default personas (<c>policy.json</c>, contract §4 and §31), and over them what an operator's file says (<c>Storage:Api:PolicyFile</c>: one JSON object of
/// the same form, with the policies that differ). What a project's caller may see at all is no policy: objects of other projects are not there for anyone but admins. Cinder's <c>volume:update_volume_admin_metadata</c>
/// is not among them: Cinder asks it of itself, with an admin's rights (contract §4), so it decides nothing. Immutable.
/// </summary>
internal sealed class PolicyBook
{
    /// <summary>Of two rules of one policy one would be passed over.</summary>
    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly FrozenDictionary<string, PolicyRule> _rules;

    private PolicyBook(FrozenDictionary<string, PolicyRule> rules) => _rules = rules;

    /// <summary>The names of all policies.</summary>
    public IEnumerable<string> Names => _rules.Keys;

    /// <summary>The defaults, and <paramref name="file"/>'s rules over them.</summary>
    /// <param name="file">The operator's file; null for none.</param>
    /// <exception cref="PolicyFileException">The file cannot be read, or names a policy or a rule that is not known. The message names it.</exception>
    public static PolicyBook Load(string? file)
    {
        var texts = Read(Defaults(), "policy.json");
        foreach (var (name, text) in file is null ? [] : Read(Open(file), file))
        {
            if (!texts.ContainsKey(name)) throw new PolicyFileException($"{file} names '{name}', which is no policy.");
            texts[name] = text;
        }

        return new(texts.ToFrozenDictionary(t => t.Key, t => Parse(t.Key, t.Value), StringComparer.Ordinal));
    }

    /// <summary>Whether a caller with these roles passes <paramref name="policy"/>.</summary>
    public bool Allows(string policy, FrozenSet<string> roles) => _rules[policy].Allows(roles);

    private static Stream Defaults() => typeof(PolicyBook).Assembly.GetManifestResourceStream("policy.json")!;

    private static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PolicyFileException(e.Message, e);
        }
    }

    private static Dictionary<string, string> Read(Stream stream, string name)
    {
        using (stream)
        {
            try
            {
                return JsonSerializer.Deserialize<Dictionary<string, string>>(stream, Strict)!;
            }
            catch (JsonException e)
            {
                throw new PolicyFileException($"{name} is no JSON object of texts: {e.Message}", e);
            }
        }
    }

    private static PolicyRule Parse(string policy, string text)
    {
        try
        {
            return PolicyRule.Parse(text);
        }
        catch (FormatException e)
        {
            throw new PolicyFileException($"the rule of '{policy}': {e.Message}.", e);
        }
    }
}
