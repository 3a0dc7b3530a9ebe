using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Types;

/// <summary>A kind of volume that operators offer: its extra specs say which pools may hold it and what it can do. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.VolumeType")]
public sealed record VolumeType
{
    /// <summary>Its id.</summary>
    [Id(0)] public required VolumeTypeId Id { get; init; }
    /// <summary>Its name; unique.</summary>
    [Id(1)] public required string Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(2)] public string? Description { get; init; }
    /// <summary>Whether every project may use it.</summary>
    [Id(3)] public bool IsPublic { get; init; } = true;
    /// <summary>What a pool must have, and what a volume of it can do.</summary>
    [Id(4)] public ImmutableSortedDictionary<string, string> ExtraSpecs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>The projects that may use it when it is not public.</summary>
    [Id(5)] public ImmutableSortedSet<string> Projects { get; init; } = [];
    /// <summary>When it was made.</summary>
    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed; null until then.</summary>
    [Id(7)] public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>How fast its volumes may be; null for no limits.</summary>
    [Id(8)] public QosSpecsId? QosSpecsId { get; init; }
    /// <summary>How its volumes are encrypted; null when they are not.</summary>
    [Id(9)] public TypeEncryption? Encryption { get; init; }
    /// <summary>The projects whose volumes are of it when none is named. A project is with one type at most.</summary>
    [Id(10)] public ImmutableSortedSet<string> DefaultOf { get; init; } = [];

    /// <summary>Whether volumes of it may have several instances: the extra spec <c>multiattach</c> is <c>&lt;is&gt; True</c>.</summary>
    public bool AllowsMultiattach => IsTrue(ExtraSpecs, "multiattach");

    /// <summary>Whether an extra spec is Cinder's exact text for yes, <c>&lt;is&gt; True</c>.</summary>
    public static bool IsTrue(ImmutableSortedDictionary<string, string> extraSpecs, string name) => extraSpecs.TryGetValue(name, out var value) && value == "<is> True";

    /// <summary>Whether <paramref name="caller"/> may see and use it.</summary>
    public bool IsVisibleTo(Caller caller) => IsPublic || caller.IsAdmin || Projects.Contains(caller.Project.Value);
}
