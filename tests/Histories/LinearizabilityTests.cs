using CsCheck;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Linearizability;
using OrleansStorage.Histories.Tests.Support;
using static OrleansStorage.Histories.Tests.Support.HistoryBuilder;

namespace OrleansStorage.Histories.Tests;

/// <summary>The search itself: it finds what is there, it does not find what is not, and it never says ok when its steps are used up.</summary>
public sealed class LinearizabilityTests
{
    private static readonly LinearizabilityChecker Checker = new(HistoryCheckers.DefaultMoves);

    [Fact]
    public void Check_OfWhatTheModelDid_IsOkHoweverCallsOverlap() =>
        Gen.Select(Gen.Bool, ModelRun.AnyDraw(lostOneIn: 10).List[1, 60]).Sample((multiattach, draws) => Assert.Empty(Checker.Check(ModelRun.Of(multiattach, draws)).Violations), iter: 3000);

    [Fact]
    public void Check_OfWhatTheModelDidAndOneReadOfTheWrongThing_IsViolated() =>
        Gen.Select(Gen.Bool, ModelRun.AnyDraw(lostOneIn: 10).List[1, 25]).Sample((multiattach, draws) =>
        {
            var right = ModelRun.Of(multiattach, draws);
            var end = right.Calls[^1].At;
            var read = Read() with { At = end + 1, Operation = Some.Operation(1_000_000), Kind = CallEventKind.Invoke };
            var wrong = right with { Calls = [.. right.Calls, read, read with { At = end + 2, Kind = CallEventKind.Ok, Attachments = [Shown(99, OrleansStorage.Volumes.AttachStatus.Reserved)] }] };

            Assert.Equal(Verdict.Violated, Checker.Check(wrong).Verdict);
        }, iter: 200);

    [Fact]
    public void Check_OfTwentyThousandCalls_IsConclusive()
    {
        var calls = Enumerable.Range(1, 40).SelectMany(volume => ModelRun.Of(true, ModelRun.AnyDraw(lostOneIn: 200).Array[500].Single(), volume).Calls.Select(c => (Volume: volume, Call: c)));
        var history = new History { Calls = [.. calls.Select((c, at) => c.Call with { At = at + 1, Operation = new(new Guid(c.Volume, 0, 0, c.Call.Operation.Value.ToByteArray()[..8])) })] };

        Assert.Equal(Verdict.Ok, Checker.Check(history).Verdict);
    }

    [Fact]
    public void Check_WhenItsStepsAreUsedUp_IsInconclusiveAndNeverOk()
    {
        var draws = ModelRun.AnyDraw(lostOneIn: 10).Array[500].Single();

        var result = new LinearizabilityChecker(100).Check(ModelRun.Of(true, draws));

        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Contains("budget", result.Reason);
    }

    [Fact]
    public void Check_WhenOneUnknownCallMustComeBeforeAnother_FindsTheOrder()
    {
        // The move from c to b must come before c is exported anew, and the release of b, which nobody else minds then, before that move: else b would keep its first path.
        var history = Of().Ok(Reserve(1)).Ok(Connect(1, "c"), At(1)).Ok(Initialize("b"), At(2)).Unknown(Terminate("b")).Unknown(Connect(1, "b"))
            .Ok(Reserve(2)).Ok(Connect(2, "c"), At(3)).Ok(Reserve(3)).Ok(Connect(3, "b"), At(4)).Build();

        Assert.Equal(Verdict.Ok, Checker.Check(history).Verdict);
    }

    [Fact]
    public void Check_WhenAForcedDetachOfUnknownOutcomeWasTheLastOnlyBeforeAReserve_FindsTheOrder()
    {
        var history = Of().Ok(Initialize("a"), At(1)).Unknown(Force(2)).Ok(Reserve(1)).Ok(Connect(1, "a"), At(2)).Build();

        Assert.Equal(Verdict.Ok, Checker.Check(history).Verdict);
    }

    [Fact]
    public void Check_WhenAForcedDetachWasTheLastOnlyAfterAnUnknownOne_FindsTheOrder()
    {
        var history = Of().Ok(Reserve(1)).Ok(Initialize("a"), At(1)).Unknown(Delete(1)).Unknown(Force(2)).Ok(Reserve(2)).Ok(Initialize("a"), At(2)).Build();

        Assert.Equal(Verdict.Ok, Checker.Check(history).Verdict);
    }

    [Fact]
    public void Check_OfAViolation_NamesTheEventThatCannotBe()
    {
        var history = Of().Ok(Reserve(1)).Ok(Delete(1)).Ok(Connect(1, "a"), At()).Build();

        Assert.Equal(history.Calls[^1].At, Checker.Check(history).Violations.Single().At);
    }
}
