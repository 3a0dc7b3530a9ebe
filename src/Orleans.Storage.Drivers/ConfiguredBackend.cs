namespace OrleansStorage.Drivers;

/// <summary>A backend's configuration and its driver.</summary>
/// <param name="Configuration">As the operator wrote it.</param>
/// <param name="Driver">The driver.</param>
public sealed record ConfiguredBackend(BackendConfiguration Configuration, IDriver Driver);
