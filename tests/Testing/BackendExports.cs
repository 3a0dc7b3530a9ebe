namespace OrleansStorage.Testing;

/// <summary>One backend: what its array exports and what is recorded, each as <c>volume initiator</c>.</summary>
/// <param name="Name">The backend.</param>
/// <param name="Exports">What the array shows.</param>
/// <param name="Recorded">What is recorded as exported.</param>
/// <param name="Open">What is recorded as being made or removed.</param>
public sealed record BackendExports(string Name, IReadOnlyList<string> Exports, IReadOnlyList<string> Recorded, IReadOnlyList<string> Open);
