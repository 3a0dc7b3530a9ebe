namespace OrleansStorage.Operations;

/// <summary>One entry of a volume's timeline with its place in it. Immutable.</summary>
/// <param name="Marker">Its place: opaque, unique within the volume, never reused. A page begins after the marker that it is asked with.</param>
/// <param name="Operation">The operation.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.TimelineEntry")]
public sealed record TimelineEntry([property: Id(0)] string Marker, [property: Id(1)] OperationEntry Operation);
