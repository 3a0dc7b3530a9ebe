using System.Collections.Immutable;

namespace OrleansStorage.Histories.Texts;

/// <summary>What was shown, and the secrets that must not be in it. Only for tests: nobody writes real secrets down. Immutable.</summary>
/// <param name="Secrets">Every secret that was given to a host, in clear.</param>
/// <param name="Texts">What was shown.</param>
public sealed record ShownTexts(ImmutableArray<string> Secrets, ImmutableArray<ShownText> Texts);
