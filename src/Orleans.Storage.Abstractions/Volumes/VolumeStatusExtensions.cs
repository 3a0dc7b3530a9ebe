namespace OrleansStorage.Volumes;

/// <summary>Groups of volume statuses that several rules share.</summary>
public static class VolumeStatusExtensions
{
    /// <summary>True for the statuses whose word contains <c>error</c>; Cinder tests the text, so the list is theirs.</summary>
    public static bool IsError(this VolumeStatus status) => status is VolumeStatus.Error or VolumeStatus.ErrorDeleting or VolumeStatus.ErrorManaging
        or VolumeStatus.ErrorRestoring or VolumeStatus.ErrorBackingUp or VolumeStatus.ErrorExtending or VolumeStatus.ErrorUnmanaging or VolumeStatus.ErrorManagingDeleting;

    /// <summary>The word that clients read.</summary>
    public static string Wire(this VolumeStatus status) => WireName<VolumeStatus>.Of(status);
}
