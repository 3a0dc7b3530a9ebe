namespace OrleansStorage.Api.Identity;

/// <summary>How requests without an identity service are read (<c>Storage:Identity:NoAuth</c>).</summary>
public sealed class NoAuthOptions
{
    /// <summary>The users who are ordinary members. Default: none, so that every user is an admin, as Cinder's noauth has it.</summary>
    public IList<string> Members { get; init; } = [];

    /// <summary>The users who may only read. Default: none.</summary>
    public IList<string> Readers { get; init; } = [];

    /// <summary>Whether the API may listen where other machines reach it. Default: no, since everybody who reaches it is trusted.</summary>
    public bool AllowRemote { get; set; }
}
