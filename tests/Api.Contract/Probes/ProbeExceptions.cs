namespace OrleansStorage.Api.Tests.Probes;

/// <summary>The probes whose answer is not Cinder's here, each with the reason. Whatever is not in one of these lists must be answered as recorded.</summary>
public static class ProbeExceptions
{
    /// <summary>Cinder's test server had another default type, and asked a pretended Nova; not sent.</summary>
    public static readonly string[] OtherDeployment =
    [
        "type get default", "retype same", "extra_specs write in use", "type delete in use", "quota put", "quota exceed", "pools",
        "att delete 1 user, nova uses it", "terminate user, 2 atts", "detach user with id", "force_detach admin",
    ];

    /// <summary>Another attachment would be made than Cinder made, so what follows would differ; not sent. <see cref="Differences.MultiattachInParallel"/>.</summary>
    public static readonly string[] Parallel = ["ma att 2 while attaching", "ma att 3 while reserved"];

    /// <summary>Sent, and answered on purpose with another status: the status, and the difference that says why.</summary>
    public static readonly IReadOnlyDictionary<string, (int Status, string Difference)> Status = new Dictionary<string, (int, string)>
    {
        ["detach null"] = (202, Differences.DetachTakesNull),
        ["att update 2 dup"] = (409, Differences.RuleHoldsUnderConcurrency),
        ["att update no host"] = (400, Differences.ConnectorErrorsNameTheField),
        ["att update vol error"] = (409, Differences.RuleHoldsUnderConcurrency),
        ["default types"] = (200, "Zed has it only without the project; Cinder's master has both spellings (contract §25)"),
        ["default types put (no keystone here)"] = (200, Differences.ProjectsAreNotLookedUp),
    };

    /// <summary>Sent, and answered as recorded but for one field: its path, and the difference that says why.</summary>
    public static readonly IReadOnlyDictionary<string, (string Path, string Difference)> Field = new Dictionary<string, (string, string)>
    {
        ["vol after live-mig create"] = (".volume.status", Differences.MultiattachInParallel),
        ["ma vol status"] = (".volume.status", Differences.MultiattachInParallel),
        ["att list detail"] = (".attachments[0].attach_mode", Differences.ModeIsKnownOnceConnected),
        ["meta get"] = ("Content-Type", Differences.MetadataIsJson),
    };
}
