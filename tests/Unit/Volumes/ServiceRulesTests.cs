using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>CVE-2023-2088: the wire contract's §11, by its numbers.</summary>
public sealed class ServiceRulesTests
{
    private static readonly Caller User = Some.Caller with { IsService = false };
    private static readonly Caller Admin = User with { IsAdmin = true };

    [Fact]
    public void End_OfWhatNovaUses_ByAUser_IsRefused() => Assert.All(Endings(1), command => Refuses(Connected(), command, $"instance {Some.Instance(1)} using"));

    [Fact]
    public void End_OfWhatNovaUses_ByAnAdmin_IsRefusedToo() => Assert.All(Endings(1), command => Refuses(Connected(), command, $"instance {Some.Instance(1)} using", Admin));

    [Fact]
    public void End_OfWhatNovaUses_ByAService_IsServed() =>
        Assert.All(Endings(1), command => Assert.IsNotType<Decision.Refused>(VolumeMachine.Decide(Connected().State, command, Some.Context(User with { IsService = true }))));

    [Fact]
    public void End_OfAnAttachmentWithoutInstance_ByAUser_IsServed()
    {
        var life = Connected().Set(s => s with { Attachments = [s.Attachments[0] with { InstanceId = null }] });
        Assert.All(Endings(1), command => Serves(life, command));
    }

    [Fact]
    public void End_OfAnAttachmentThatWasNeverConnected_ByAUser_IsServed() => Assert.All(Endings(1), command => Serves(Life.Of().Serve(Some.Reserve(1)), command));

    [Fact]
    public void Detach_OfAVolumeWithoutAttachments_ByAUser_IsServed()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a"));
        Serves(life, new VolumeCommand.Detach(null));
        Serves(life, Some.OsTerminate("a"));
    }

    [Fact]
    public void Detach_ByAUser_WhenItCannotBeToldWhich_IsRefused()
    {
        var life = Life.Multi().Serve(Some.Reserve(1), Some.Reserve(2));
        Refuses(life, new VolumeCommand.Detach(null), "instance  using");
        Refuses(life, Some.OsTerminate("a"), "instance  using");
        Refuses(life, new VolumeCommand.Detach(Some.Attachment(3)), "instance  using");
    }

    [Fact]
    public void Delete_OfAnAttachmentThatIsNotThere_ByAUser_IsNotFound() =>
        Assert.Equal(ErrorReason.NotFound, Assert.IsType<Decision.Refused>(Decide(Connected(), new VolumeCommand.DeleteAttachment(Some.Attachment(9)))).Error.Reason);

    private static Life Connected() => Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"));

    private static VolumeCommand[] Endings(int number) =>
    [
        new VolumeCommand.DeleteAttachment(Some.Attachment(number)), new VolumeCommand.Detach(Some.Attachment(number)), new VolumeCommand.Detach(null),
        new VolumeCommand.ForceDetach(Some.Attachment(number), null), Some.OsTerminate("a"), Some.OsTerminate(null),
    ];

    private static Decision Decide(Life life, VolumeCommand command, Caller? caller = null) => VolumeMachine.Decide(life.State, command, Some.Context(caller ?? User));

    private static void Serves(Life life, VolumeCommand command) => Assert.IsNotType<Decision.Refused>(Decide(life, command));

    private static void Refuses(Life life, VolumeCommand command, string words, Caller? caller = null)
    {
        var error = Assert.IsType<Decision.Refused>(Decide(life, command, caller)).Error;
        Assert.Equal(ErrorReason.Conflict, error.Reason);
        Assert.StartsWith("ConflictNovaUsingAttachment: Detach volume from ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}
