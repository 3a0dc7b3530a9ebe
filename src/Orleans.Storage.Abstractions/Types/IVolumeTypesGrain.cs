using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansStorage.Ids;

namespace OrleansStorage.Types;

/// <summary>
/// All volume types; one grain (<see cref="Key"/>), so that names are unique without a lock. The type <see cref="DefaultName"/> always exists.
/// Refusals are <see cref="Errors.StorageException"/>s with Cinder's words. There are tens of types, not thousands: readers cache <see cref="GetState"/>.
/// </summary>
[Alias("OrleansStorage.IVolumeTypesGrain")]
public interface IVolumeTypesGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    public const string Key = "all";

    /// <summary>The name of the type that a volume gets when none is named.</summary>
    public const string DefaultName = "__DEFAULT__";

    /// <summary>Makes a type; its name must be new.</summary>
    [Alias("Create")]
    Task<VolumeType> Create(string name, string? description, bool isPublic, ImmutableSortedDictionary<string, string> extraSpecs);

    /// <summary>Changes name, description or visibility; null stays.</summary>
    [Alias("Update")]
    Task<VolumeType> Update(VolumeTypeId id, string? name, string? description, bool? isPublic);

    /// <summary>Removes a type that no volume has.</summary>
    [Alias("Delete")]
    Task Delete(VolumeTypeId id);

    /// <summary>Sets or removes (null) extra specs of a type that no volume has.</summary>
    [Alias("MergeExtraSpecs")]
    Task<VolumeType> MergeExtraSpecs(VolumeTypeId id, ImmutableDictionary<string, string?> entries);

    /// <summary>Lets a project use a private type, or no more.</summary>
    [Alias("SetAccess")]
    Task SetAccess(VolumeTypeId id, ProjectId project, bool allowed);

    /// <summary>Lets a type that no volume has encrypt; refused when it does already.</summary>
    [Alias("CreateEncryption")]
    Task<VolumeType> CreateEncryption(VolumeTypeId id, EncryptionChange encryption);

    /// <summary>Changes how a type that no volume has encrypts.</summary>
    [Alias("UpdateEncryption")]
    Task<VolumeType> UpdateEncryption(VolumeTypeId id, EncryptionChange change);

    /// <summary>Lets a type that no volume has encrypt no more.</summary>
    [Alias("DeleteEncryption")]
    Task DeleteEncryption(VolumeTypeId id);

    /// <summary>Says of which type a project's volumes are when none is named; null for none. Such a type cannot be deleted.</summary>
    [Alias("SetDefaultOf")]
    Task SetDefaultOf(ProjectId project, VolumeTypeId? type);

    /// <summary>Every type, oldest first. Also what the dashboard shows.</summary>
    [Alias("GetState"), ReadOnly, AlwaysInterleave]
    Task<ImmutableArray<VolumeType>> GetState();
}
