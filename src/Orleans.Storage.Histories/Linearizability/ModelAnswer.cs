using OrleansStorage.Histories.Checking;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>What the model says of one step: the volume after it, or why it cannot be. Immutable.</summary>
internal readonly record struct ModelAnswer(ModelVolume? Next, Invariant Broken, string? Why)
{
    public static ModelAnswer To(ModelVolume next) => new(next, default, null);

    public static ModelAnswer No(Invariant broken, string why) => new(null, broken, why);
}
