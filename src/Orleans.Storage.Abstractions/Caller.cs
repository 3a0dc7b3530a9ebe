using OrleansStorage.Ids;

namespace OrleansStorage;

/// <summary>Who asks: goes with every command, decides what is visible, and is written to the timeline. Immutable.</summary>
/// <param name="Project">The project that the caller acts for.</param>
/// <param name="UserId">The user, as the identity service spells it.</param>
/// <param name="IsAdmin">Whether the caller may see and change every project's objects.</param>
/// <param name="RequestId">The request's id, <c>req-…</c>, as the caller was told it.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.Caller")]
public sealed record Caller([property: Id(0)] ProjectId Project, [property: Id(1)] string UserId, [property: Id(2)] bool IsAdmin, [property: Id(3)] string RequestId)
{
    /// <summary>
    /// Whether a service speaks, for itself or for the user. It may end what a compute service holds; others may not (CVE-2023-2088). The API says it of each request; who calls grains without the API is one.
    /// </summary>
    [Id(4)]
    public bool IsService { get; init; } = true;

    /// <summary>The control plane itself: its reconcilers and recoveries.</summary>
    public static Caller System { get; } = new(new ProjectId("system"), "orleans-storage", true, "system");

    /// <summary>Whether the caller may see an object of <paramref name="owner"/>.</summary>
    public bool MaySee(ProjectId owner) => IsAdmin || Project == owner;
}
