namespace OrleansStorage.Drivers.Simulated;

/// <summary>A way in which a call on the simulated array goes wrong.</summary>
public enum SimulatedFault
{
    /// <summary>The array says no; nothing is changed.</summary>
    Refuse,
    /// <summary>The array is not reached; nothing is changed.</summary>
    Unreachable,
    /// <summary>The answer is lost and nothing is changed: the outcome is unknown.</summary>
    ErrorBeforeEffect,
    /// <summary>The array acts and the answer is lost: the outcome is unknown.</summary>
    EffectThenError,
    /// <summary>The array acts and never answers: the outcome is unknown once the call is cancelled.</summary>
    EffectThenHang,
    /// <summary>For an export: its target is made but lets nobody in, and the answer is lost. For other verbs as <see cref="ErrorBeforeEffect"/>.</summary>
    HalfEffect,
    /// <summary>The call waits before the array acts, until it is released or cancelled; then it goes on as usual.</summary>
    Hold,
}
