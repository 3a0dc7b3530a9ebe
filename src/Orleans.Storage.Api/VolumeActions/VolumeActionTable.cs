namespace OrleansStorage.Api.VolumeActions;

/// <summary>Every volume action.</summary>
internal static class VolumeActionTable
{
    /// <summary>The classes, in the order of the contract.</summary>
    public static readonly Type[] Actions =
    [
        typeof(Reserve), typeof(Unreserve), typeof(BeginDetaching), typeof(RollDetaching), typeof(Attach), typeof(Detach), typeof(InitializeConnection), typeof(TerminateConnection),
        typeof(Extend), typeof(ExtendCompletion), typeof(Retype), typeof(Migrate), typeof(MigrateCompletion), typeof(ForceDetach), typeof(ResetStatus), typeof(ForceDelete), typeof(SetBootable),
        typeof(UpdateReadonlyFlag), typeof(SetImageMetadata), typeof(ShowImageMetadata), typeof(UnsetImageMetadata), typeof(UploadImage), typeof(Reimage), typeof(Revert), typeof(Unmanage),
    ];
}
