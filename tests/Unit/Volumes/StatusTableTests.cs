using System.Collections.Immutable;
using System.Text;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>Every (status, command) pair, decided on purpose: the wire contract's §8–10, §14 and §27.</summary>
public sealed class StatusTableTests
{
    [Fact]
    public void Table_EveryStatus_HasAColumn() =>
        Assert.Equal(Enum.GetValues<VolumeStatus>(), StatusTable.Columns.Values.Order());

    [Fact]
    public void Table_EveryCommand_HasARow()
    {
        var commands = typeof(VolumeCommand).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(VolumeCommand))).Select(t => t.Name).Order();
        Assert.Equal(commands, StatusTable.Commands.Values.Select(c => c.GetType().Name).Distinct().Order());
        Assert.Equal(StatusTable.Commands.Keys.Order(), StatusTable.SingleAttach.Keys.Order());
        Assert.Equal(StatusTable.Commands.Keys.Order(), StatusTable.MultiAttach.Keys.Order());
    }

    [Fact]
    public void Decide_EveryPairOnASingleAttachVolume_IsAsTheTableSays() => Holds(StatusTable.SingleAttach, multiattach: false);

    [Fact]
    public void Decide_EveryPairOnAMultiAttachVolume_IsAsTheTableSays() => Holds(StatusTable.MultiAttach, multiattach: true);

    private static void Holds(ImmutableDictionary<string, string[]> table, bool multiattach)
    {
        var (wrong, actual) = (new StringBuilder(), new StringBuilder());
        foreach (var (name, command) in StatusTable.Commands)
        {
            actual.Append(name.PadRight(32));
            foreach (var ((column, status), expected) in StatusTable.Columns.Zip(table[name]))
            {
                var verdict = Verdict(VolumeMachine.Decide(StatusTable.StateFor(status, command, multiattach), command, Some.Context()));
                actual.Append(verdict.PadRight(4));
                if (verdict != expected) wrong.AppendLine($"{name} while {status.Wire()}: {verdict}, the table says {expected}");
            }
            actual.AppendLine();
        }
        Assert.True(wrong.Length == 0, $"{wrong}\nAs it is:\n{actual}");
    }

    private static string Verdict(Decision decision) => decision switch
    {
        Decision.Changed => "+",
        Decision.Unchanged => ".",
        Decision.Refused { Error.Reason: ErrorReason.NotFound } => "404",
        Decision.Refused { Error.Reason: ErrorReason.Conflict } => "409",
        Decision.Refused { Error.Kind: ErrorKind.Busy } => "503",
        Decision.Refused { Error.Kind: ErrorKind.Refused } => "-",
        _ => decision.ToString(),
    };
}
