namespace OrleansStorage.Domain.Volumes;

/// <summary>The keys of a volume's admin metadata, as Cinder spells them.</summary>
public static class AdminMetadataKeys
{
    /// <summary>Whether the volume may only be read.</summary>
    public const string Readonly = "readonly";

    /// <summary>How it was attached last.</summary>
    public const string AttachedMode = "attached_mode";

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All { get; } = [Readonly, AttachedMode];
}
