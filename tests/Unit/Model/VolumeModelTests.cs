using CsCheck;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Model;

/// <summary>Random histories of one volume: any command, any failure of the array, an activation lost anywhere. On failure CsCheck shrinks the history and prints its seed.</summary>
public sealed class VolumeModelTests
{
    private const int Histories = 4_000;

    [Fact]
    public void AnyHistory_InEveryState_HoldsTheInvariantsAndLeavesNothing()
    {
        var commands = 0;
        Gen.Select(Gen.Bool, Step.Any.Array[30, 100]).Sample((multiattach, steps) =>
        {
            var world = new ModelWorld();
            world.Take(new Step(Some.Create(multiattach: multiattach), [Fault.None], Crash.None, null, false));
            foreach (var step in steps) world.Take(step);
            world.Quiesce();
            world.RemoveEverything();
            Interlocked.Add(ref commands, world.Commands);
        }, iter: Histories);

        Assert.True(commands >= 200_000, $"only {commands} commands were tried");
    }
}
