using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using OrleansStorage.Grains;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>Which grain calls are sent again: those that no grain received, for a while.</summary>
public sealed class UndeliveredCallsTests
{
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task Invoke_WhenTheCallIsTurnedAway_SendsItAgainUntilItIsServed()
    {
        var call = Call.FailingWith(3, TurnedAway);

        await RunAsync(call);

        Assert.Equal(4, call.Sent);
    }

    [Fact]
    public async Task Invoke_WhenTheSiloThatMayHaveBegunItIsLost_SendsItOnce()
    {
        var call = Call.FailingWith(1, () => new SiloUnavailableException("lost"));

        await Assert.ThrowsAsync<SiloUnavailableException>(() => RunAsync(call));

        Assert.Equal(1, call.Sent);
    }

    [Fact]
    public async Task Invoke_WhenItIsTurnedAwayForGood_SaysSoAfterAWhile()
    {
        var call = Call.FailingWith(int.MaxValue, TurnedAway);

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => RunAsync(call));

        Assert.InRange(call.Sent, 2, 100);
    }

    // Orleans keeps its constructor for itself.
    private static Exception TurnedAway() =>
        (Exception)Activator.CreateInstance(typeof(OrleansMessageRejectionException), BindingFlags.Instance | BindingFlags.NonPublic, null, ["moving"], null)!;

    private async Task RunAsync(Call call)
    {
        var running = new UndeliveredCalls(_time).Invoke(call.Context);
        while (!running.IsCompleted) _time.Advance(TimeSpan.FromMilliseconds(100));
        await running;
    }

    /// <summary>A call that fails so often before it is served.</summary>
#pragma warning disable CA1852 // A proxy is made as a subclass of this one.
    private class Call : DispatchProxy
    {
        private int _failures;
        private Func<Exception> _failure = null!;

        public int Sent { get; private set; }

        public IOutgoingGrainCallContext Context => (IOutgoingGrainCallContext)(object)this;

        public static Call FailingWith(int failures, Func<Exception> failure)
        {
            var call = (Call)(object)Create<IOutgoingGrainCallContext, Call>();
            (call._failures, call._failure) = (failures, failure);
            return call;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name != nameof(IGrainCallContext.Invoke) ? throw new NotSupportedException() : Sent++ < _failures ? Task.FromException(_failure()) : Task.CompletedTask;
    }
#pragma warning restore CA1852
}
