namespace OrleansStorage.Grains.Volumes;

/// <summary>This activation's picture of the volume is not the one on record, or it cannot know whether it is: nothing may be done with it any more.</summary>
public sealed class StaleStateException(Exception inner) : Exception("The volume's state on record is not the one that was read.", inner);
