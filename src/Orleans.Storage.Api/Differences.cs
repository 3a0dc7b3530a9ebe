namespace OrleansStorage.Api;

/// <summary>
/// Where the wire differs from Cinder's on purpose: the whole list (DESIGN §10), each with its reason. Code and tests refer to these members; a difference that is not here is a defect.
/// </summary>
public static class Differences
{
    /// <summary>
    /// Multi-attach in parallel. Cinder refuses (400) every other instance while one attachment of a multi-attach volume is <c>reserved</c> or <c>attaching</c>, and Nova gives up live migrations over it.
    /// The volume's grain serves all, one after another; the status is still computed as Cinder computes it.
    /// </summary>
    public const string MultiattachInParallel = "multi-attach in parallel";

    /// <summary>
    /// Same call again. A repeated update of one attachment with the same connector answers 200 with the same connection info; Cinder answers 500 "duplicate connectors" or exports twice.
    /// </summary>
    public const string SameCallAgain = "same call again";

    /// <summary>
    /// The rule holds under concurrency. The second connected attachment of a single-attach volume by update is refused with 409 however the calls interleave; Cinder lets all of sixteen in. (Cinder
    /// before its bug 1907295 answered 500 to this and to an update of a volume in error.)
    /// </summary>
    public const string RuleHoldsUnderConcurrency = "the rule holds under concurrency";

    /// <summary>
    /// Exports outrank words. After <c>os-reset_status</c> a single-attach volume that is exported for one instance lets no other in, by whatever call (400, 409); nor is it removed, by force neither, let go, taken back
    /// to a snapshot or made read-only under a connected host. Cinder believes the status, and a second host gets in beside the first. Who knows better resets with <c>attach_status: detached</c>, or detaches.
    /// The second host's <c>os-initialize_connection</c> is served while one instance uses the volume by <c>os-attach</c>: that is its live migration.
    /// </summary>
    public const string ExportsOutrankWords = "exports outrank words";

    /// <summary>
    /// A failed create leaves nothing. An attachment that is created with a connector that the array refuses is gone after the error, and the volume is what it was; Cinder leaves the row, and the volume
    /// <c>reserved</c>, until somebody deletes it (contract §9.1).
    /// </summary>
    public const string FailedCreateLeavesNothing = "a failed create leaves nothing";

    /// <summary>Nothing ignored. A removal of an export that failed stays an open operation until the array agrees, and the detach says so; Cinder logs it and leaves the export.</summary>
    public const string NothingIgnored = "nothing ignored";

    /// <summary>
    /// Nova is not asked. What a user may not end because an instance uses it (contract §11) Cinder asks Nova about; here an attachment with an instance and a connection is taken to be in use, and a service alone ends it.
    /// </summary>
    public const string NovaIsNotAsked = "Nova is not asked";

    /// <summary>
    /// A token that is not scoped to a project is refused with 403. Cinder goes on without a project, and its database then decides what it finds.
    /// </summary>
    public const string TokensHaveAProject = "tokens have a project";

    /// <summary>
    /// A connector without host, or with a field of the wrong type, is a 400 that names the field. Cinder crashes with 500 on update, and wraps it in 500 on create, so that Nova repeats a request that cannot succeed.
    /// </summary>
    public const string ConnectorErrorsNameTheField = "connector errors name the field";

    /// <summary><c>{"os-detach": null}</c> means <c>{}</c>. Cinder's schema lets it pass and its code then crashes with 500.</summary>
    public const string DetachTakesNull = "os-detach takes null";

    /// <summary>
    /// An array whose answer did not come in time is a 504, as its outcome is unknown, and an array whose queue is too long is a 503 with <c>Retry-After</c>; Cinder has 500 for both. Nova repeats 504 as it does 500.
    /// </summary>
    public const string UnknownAndBusyHaveTheirOwnStatus = "unknown and busy have their own status";

    /// <summary>A text with U+0000 is refused with 400: one of the databases cannot keep it. Cinder's answer depends on its database.</summary>
    public const string NoNullCharacters = "no null characters";

    /// <summary>
    /// A quota below what is in use is refused always. Cinder compares only with quotas that were set for the project before, so the first such request passes: it looks at the wrong list.
    /// </summary>
    public const string QuotaBelowUse = "a quota below use is refused";

    /// <summary>Metadata with an etag (3.15) is <c>application/json</c>, as its body is. Cinder says <c>text/html</c>, because its etag code makes a bare response.</summary>
    public const string MetadataIsJson = "metadata is JSON";

    /// <summary>
    /// <c>If-Match</c> holds for whatever changes a volume's metadata, and is decided where the change is: of several writers with one
    /// tag one is served and the others get 412. Cinder compares in PUT alone, before
    /// it changes anything, so all of them are served; it answers 500 to <c>*</c>.
    /// </summary>
    public const string PreconditionsHold = "preconditions hold";

    /// <summary>
    /// An adoption reads the array before anything is on record: the answer has the object's size, and a quota that does not allow it is 413. Cinder answers with size 0 and finds both later.
    /// </summary>
    public const string AdoptionKnowsTheSize = "an adoption knows the size";

    /// <summary>
    /// An attachment created with a connector has the mode that its host was let in with. Cinder resolves the mode only on update, so such a row keeps the text <c>null</c> for ever. The answer to the create
    /// itself is Cinder's.
    /// </summary>
    public const string ModeIsKnownOnceConnected = "the mode is known once connected";

    /// <summary>
    /// There is no key manager yet, so a volume of an encrypting type is refused with 400, before anything is made. Cinder says 400 when its key manager fails, and 500 when it has none. Such types can be made,
    /// shown and changed.
    /// </summary>
    public const string NoKeyManager = "no key manager";

    /// <summary>A project that gets a default type is not looked up in Keystone, where Cinder answers 404 for one that Keystone does not know and 500 without a Keystone. Quotas never asked either.</summary>
    public const string ProjectsAreNotLookedUp = "projects are not looked up";

    /// <summary>Keys of QoS specs are deleted together or not at all. Cinder deletes those before the first unknown one, and then answers 404.</summary>
    public const string QosKeysGoTogether = "QoS keys go together";

    /// <summary>
    /// The limits of a volume type (<c>volumes_TYPE</c> and the like) belong to the name: a type that is renamed has no limits until they are set under its new name, and a new type of the old name has the old
    /// ones. Cinder renames them along, in every project; here each project keeps its own, and a rename asks none.
    /// </summary>
    public const string LimitsKeepTheTypesName = "limits keep the type's name";

    /// <summary>Log levels are shown (3.32), and changed in the configuration only: set-log is a 400 that says so. Cinder passes it on to its processes, which forget it when they end.</summary>
    public const string LogLevelsAreConfigured = "log levels are configured";

    /// <summary>The scheduler is in every silo, so disabling <c>cinder-scheduler</c> is a 400. Cinder takes one of its scheduler processes out.</summary>
    public const string SchedulerIsEverywhere = "the scheduler is everywhere";

    /// <summary>
    /// A frozen backend makes, changes and removes nothing, as Cinder's documentation has it: besides new volumes, also deletes and growths end as if the backend were busy, and the volume is as before. Cinder's
    /// code keeps new volumes out only.
    /// </summary>
    public const string FrozenMeansFrozen = "frozen means frozen";
}
