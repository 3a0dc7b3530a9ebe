namespace OrleansStorage.Domain.Volumes;

/// <summary>The keys of a volume's admin metadata, as Cinder spells them.</summary>
internal static class AdminMetadataKeys
{
    public const string Readonly = "readonly";
    public const string AttachedMode = "attached_mode";
}
