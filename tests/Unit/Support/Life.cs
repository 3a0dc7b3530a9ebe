using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Support;

/// <summary>One volume's life, step by step and without a process: commands are decided, and the test says what the array answers.</summary>
internal sealed class Life(VolumeState? state = null)
{
    public VolumeState State { get; private set; } = state!;

    public DateTimeOffset Now { get; set; } = Some.Now;

    public static Life Of(VolumeStatus status = VolumeStatus.Available, bool multiattach = false) => new(Some.Volume(status, multiattach));

    public static Life Multi() => Of(multiattach: true);

    public Decision Decide(VolumeCommand command) => VolumeMachine.Decide(State, command, Some.Context(now: Now));

    /// <summary>Serves commands; the array does whatever they need.</summary>
    public Life Serve(params VolumeCommand[] commands)
    {
        foreach (var command in commands)
        {
            Begin(command);
            while (State.Intent is not null) Settle(OutcomeKind.Done);
        }
        return this;
    }

    /// <summary>Serves a command up to its intent, if it needs the array.</summary>
    public Life Begin(VolumeCommand command)
    {
        var decision = Decide(command);
        if (decision is Decision.Refused refused) Assert.Fail($"{command.Name} was refused: {refused.Error.Message}");
        if (decision is Decision.Changed changed) State = changed.State;
        return this;
    }

    /// <summary>The refusal of a command.</summary>
    public StorageError Refuses(VolumeCommand command) => Assert.IsType<Decision.Refused>(Decide(command)).Error;

    /// <summary>The command finds everything as it wants it.</summary>
    public void ChangesNothing(VolumeCommand command) => Assert.IsType<Decision.Unchanged>(Decide(command));

    public Life Settle(OutcomeKind kind)
    {
        State = SettleRules.Settle(State, Answer.To(State.Intent!, kind), Some.Context(now: Now));
        return this;
    }

    /// <summary>As if the activation had died and another one had found the intent.</summary>
    public Life TakeUpAgain()
    {
        State = Owed.Again(State, Some.Context(now: Now));
        return this;
    }

    public Life Set(Func<VolumeState, VolumeState> change)
    {
        State = change(State);
        return this;
    }

    public Attachment Attachment(int number) => State.FindAttachment(Some.Attachment(number)) ?? throw new Xunit.Sdk.XunitException($"There is no attachment {number}.");

    public bool HasAttachment(int number) => State.FindAttachment(Some.Attachment(number)) is not null;

    public Export Export(string host) => State.FindExport(host) ?? throw new Xunit.Sdk.XunitException($"There is no export to {host}.");

    public ExportOwner[] Owners(string host) => [.. Export(host).Owners];

    public void IsSettledWithoutExports()
    {
        Assert.Null(State.Intent);
        Assert.Empty(State.Exports);
    }
}
