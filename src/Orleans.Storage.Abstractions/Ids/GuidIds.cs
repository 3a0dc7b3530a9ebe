using System.Diagnostics.CodeAnalysis;

namespace OrleansStorage.Ids;

/// <summary>What every identifier that is a uuid can do.</summary>
public static class GuidIds
{
    extension<TSelf>(TSelf) where TSelf : struct, IGuidId<TSelf>
    {
        /// <summary>A new, random id.</summary>
        public static TSelf New() => TSelf.From(Guid.NewGuid());

        /// <summary>Reads any spelling of a uuid that <see cref="Guid.TryParse(string, out Guid)"/> takes; false for anything else.</summary>
        public static bool TryParse([NotNullWhen(true)] string? text, out TSelf id)
        {
            var parsed = Guid.TryParse(text, out var value);
            id = TSelf.From(value);
            return parsed;
        }
    }
}
