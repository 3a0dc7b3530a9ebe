using System.Buffers;
using System.Collections.Frozen;

namespace OrleansStorage.Api.Policies;

/// <summary>
/// Who passes a policy: any of some roles. Written as <c>admin</c>, <c>member</c>, <c>reader</c> (each includes those before it), <c>any</c>, <c>nobody</c> or <c>role:NAME</c>, and several with <c>or</c>
/// between them. Immutable.
/// </summary>
internal sealed class PolicyRule
{
    private const string Role = "role:";
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(",;:()[]{}|&!%'\"");
    private readonly FrozenSet<string> _roles;
    private readonly bool _isAny;

    private PolicyRule(FrozenSet<string> roles, bool isAny) => (_roles, _isAny) = (roles, isAny);

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">It is none; the message says which word is not known.</exception>
    public static PolicyRule Parse(string text)
    {
        var words = text.Split(" or ", StringSplitOptions.TrimEntries);
        return new(words.SelectMany(RolesOf).ToFrozenSet(StringComparer.OrdinalIgnoreCase), words.Contains("any"));
    }

    /// <summary>Whether a caller with these roles passes.</summary>
    public bool Allows(FrozenSet<string> roles) => _isAny || roles.Overlaps(_roles);

    /// <summary>No role is called "admin,member" or "admin and member": such a rule is mistyped, and would keep everybody out.</summary>
    private static bool IsName(ReadOnlySpan<char> role) => role.Length > 0 && !role.ContainsAny(NotInNames) && !role.ContainsAnyInRange('\0', ' ');

    private static IEnumerable<string> RolesOf(string word) => word switch
    {
        "any" or "nobody" => [],
        "admin" => ["admin"],
        "member" => ["admin", "member"],
        "reader" => ["admin", "member", "reader"],
        _ when word.StartsWith(Role, StringComparison.Ordinal) && IsName(word.AsSpan(Role.Length)) => [word[Role.Length..]],
        _ => throw new FormatException($"'{word}' is none of admin, member, reader, any, nobody and role:NAME"),
    };
}
