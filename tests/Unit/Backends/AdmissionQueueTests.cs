using CsCheck;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>Who may use an array next: DESIGN §6.</summary>
public sealed class AdmissionQueueTests
{
    private static readonly ProjectId One = new("one");
    private static readonly ProjectId Two = new("two");

    [Fact]
    public void Grant_MoreThanTheConcurrency_WaitsForARelease()
    {
        var queue = new AdmissionQueue(2);
        var tickets = Enumerable.Range(0, 5).Select(i => Enqueue(queue, AdmissionLane.Attach, One, i)).ToList();

        Assert.Equal(tickets[..2], queue.Grant(Some.Now));
        Assert.Empty(queue.Grant(Some.Now));
        Assert.Equal((2, 3), (queue.Running, queue.Waiting));

        queue.Release(tickets[1], Some.Now);
        Assert.Equal([tickets[2]], queue.Grant(Some.Now));
    }

    [Fact]
    public void Grant_TwoOfOneVolume_AreServedOneAfterAnother()
    {
        var queue = new AdmissionQueue(8);
        var first = Enqueue(queue, AdmissionLane.Attach, One, volume: 1);
        var second = Enqueue(queue, AdmissionLane.Attach, One, volume: 1);
        var other = Enqueue(queue, AdmissionLane.Attach, One, volume: 2);

        Assert.Equal([first, other], queue.Grant(Some.Now));
        queue.Release(first, Some.Now);
        Assert.Equal([second], queue.Grant(Some.Now));
    }

    [Fact]
    public void Grant_OneVolumeInTwoLanes_KeepsTheOrderOfArrival()
    {
        var queue = new AdmissionQueue(1);
        var running = Enqueue(queue, AdmissionLane.Data, One, volume: 1);
        queue.Grant(Some.Now);
        var detach = Enqueue(queue, AdmissionLane.Detach, One, volume: 1);
        var attach = Enqueue(queue, AdmissionLane.Attach, Two, volume: 1);

        queue.Release(running, Some.Now);
        Assert.Equal([detach], queue.Grant(Some.Now));
        queue.Release(detach, Some.Now);
        Assert.Equal([attach], queue.Grant(Some.Now));
    }

    [Fact]
    public void Grant_StormOfDetaches_LetsAnAttachInNext()
    {
        var queue = new AdmissionQueue(1);
        var storm = Enumerable.Range(0, 1000).Select(i => Enqueue(queue, AdmissionLane.Detach, One, i)).ToList();
        queue.Grant(Some.Now);
        var attach = Enqueue(queue, AdmissionLane.Attach, One, 5000);

        queue.Release(storm[0], Some.Now);

        Assert.Equal([attach], queue.Grant(Some.Now));
    }

    [Fact]
    public void Grant_TwoProjectsInOneLane_TakeTurns()
    {
        var queue = new AdmissionQueue(1);
        for (var i = 0; i < 4; i++) Enqueue(queue, AdmissionLane.Attach, One, i);
        for (var i = 4; i < 6; i++) Enqueue(queue, AdmissionLane.Attach, Two, i);

        Assert.Equal(["one", "two", "one", "two", "one", "one"], Drain(queue).Select(t => t.Project.Value));
    }

    [Fact]
    public void Grant_ThreeLanes_TakeTurns()
    {
        var queue = new AdmissionQueue(1);
        for (var i = 0; i < 3; i++)
        {
            Enqueue(queue, AdmissionLane.Data, One, i);
            Enqueue(queue, AdmissionLane.Detach, One, 10 + i);
            Enqueue(queue, AdmissionLane.Attach, One, 20 + i);
        }

        Assert.All(Drain(queue).Select(t => t.Lane).Chunk(3), lanes => Assert.Equal(3, lanes.Distinct().Count()));
    }

    [Fact]
    public void Withdraw_AWaitingTicket_IsNeverGranted()
    {
        var queue = new AdmissionQueue(1);
        var first = Enqueue(queue, AdmissionLane.Attach, One, 1);
        queue.Grant(Some.Now);
        var second = Enqueue(queue, AdmissionLane.Attach, One, 1);
        var third = Enqueue(queue, AdmissionLane.Attach, One, 1);

        Assert.True(queue.Withdraw(second));
        Assert.False(queue.Withdraw(second));
        Assert.False(queue.Withdraw(first));
        queue.Release(first, Some.Now);
        Assert.Equal([third], queue.Grant(Some.Now));
    }

    [Fact]
    public void PlaceForNew_IsWhatTheCallsBeforeTookPerSlot()
    {
        var queue = new AdmissionQueue(2);
        Assert.Equal(new QueuePlace(0, 1, TimeSpan.Zero), Place(queue, AdmissionLane.Attach));
        Teach(queue, AdmissionLane.Attach, TimeSpan.FromSeconds(4));
        Teach(queue, AdmissionLane.Attach, TimeSpan.FromSeconds(4));

        for (var i = 0; i < 5; i++) Enqueue(queue, AdmissionLane.Attach, One, i);
        queue.Grant(Some.Now);

        Assert.Equal(new QueuePlace(3, 4, TimeSpan.FromSeconds((3 + 1) * 4 / 2)), Place(queue, AdmissionLane.Attach));
        Assert.Equal(TimeSpan.FromSeconds(3 * 4 / 2), queue.EstimatedDrain(Some.Now));
    }

    [Fact]
    public void PlaceForNew_AttachInAStormOfDetaches_IsNextButOne()
    {
        var queue = new AdmissionQueue(1);
        Teach(queue, AdmissionLane.Detach, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 1001; i++) Enqueue(queue, AdmissionLane.Detach, One, i);
        queue.Grant(Some.Now);

        Assert.Equal((1000, 2), (queue.WaitingIn(AdmissionLane.Detach), Place(queue, AdmissionLane.Attach).Position));
        Assert.Equal((1001, TimeSpan.FromSeconds(1001)), (Place(queue, AdmissionLane.Detach).Position, Place(queue, AdmissionLane.Detach).EstimatedWait));
    }

    [Fact]
    public void PlaceForNew_ProjectWithALongQueue_DoesNotPushOthersBack()
    {
        var queue = new AdmissionQueue(1);
        for (var i = 0; i < 101; i++) Enqueue(queue, AdmissionLane.Attach, One, i);
        queue.Grant(Some.Now);

        Assert.Equal(101, Place(queue, AdmissionLane.Attach).Position);
        Assert.Equal(2, queue.PlaceForNew(AdmissionLane.Attach, Two, Some.Now).Position);
    }

    [Fact]
    public void PlaceForNew_SlowDataCalls_DoNotMakeAttachesLookSlow()
    {
        var queue = new AdmissionQueue(1);
        Teach(queue, AdmissionLane.Data, TimeSpan.FromMinutes(5));
        Teach(queue, AdmissionLane.Attach, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 4; i++) Enqueue(queue, AdmissionLane.Attach, One, i);
        queue.Grant(Some.Now);

        Assert.Equal(TimeSpan.FromSeconds(4), Place(queue, AdmissionLane.Attach).EstimatedWait);
    }

    [Fact]
    public void PlaceForNew_FullArrayThatEndsNothing_LooksAsSlowAsThat()
    {
        var queue = new AdmissionQueue(2);
        for (var i = 0; i < 2; i++) Enqueue(queue, AdmissionLane.Attach, One, i);
        queue.Grant(Some.Now);

        Assert.Equal(TimeSpan.FromSeconds(15), queue.PlaceForNew(AdmissionLane.Attach, One, Some.Now.AddSeconds(15)).EstimatedWait);
    }

    [Fact]
    public void Release_CallThatTheArrayDidNotEnd_TeachesNothing()
    {
        var queue = new AdmissionQueue(1);
        Teach(queue, AdmissionLane.Attach, TimeSpan.FromSeconds(4));
        var sentAway = Enqueue(queue, AdmissionLane.Attach, One, 1);
        queue.Grant(Some.Now);
        queue.Release(sentAway, Some.Now, ended: false);
        Enqueue(queue, AdmissionLane.Attach, One, 2);
        queue.Grant(Some.Now);

        Assert.Equal(TimeSpan.FromSeconds(4), Place(queue, AdmissionLane.Attach).EstimatedWait);
    }

    [Fact]
    public void Promise_CountsUntilItsCallComesOrItsDeadline()
    {
        var queue = new AdmissionQueue(1);
        var (kept, forgotten) = (OperationId.New(), OperationId.New());
        queue.Promise(kept, AdmissionLane.Attach, Some.Now.AddSeconds(15));
        queue.Promise(kept, AdmissionLane.Attach, Some.Now.AddSeconds(15));
        queue.Promise(forgotten, AdmissionLane.Detach, Some.Now.AddSeconds(10));
        Assert.Equal(3, Place(queue, AdmissionLane.Attach).Position);

        Assert.True(queue.Redeem(kept));
        Assert.False(queue.Redeem(kept));
        Assert.Equal(2, Place(queue, AdmissionLane.Attach).Position);
        Assert.Equal(1, queue.PlaceForNew(AdmissionLane.Attach, One, Some.Now.AddSeconds(10)).Position);
        Assert.False(queue.Redeem(forgotten));
    }

    [Fact]
    public void PlaceOf_WaitingCalls_IsTheOrderInWhichTheyAreServed()
    {
        var queue = new AdmissionQueue(1);
        var running = Enqueue(queue, AdmissionLane.Data, One, 100);
        queue.Grant(Some.Now);
        for (var i = 0; i < 6; i++) Enqueue(queue, i < 4 ? AdmissionLane.Attach : AdmissionLane.Detach, One, i);
        var places = Enumerable.Range(0, 6).Select(i => Volume(i)).ToDictionary(v => v, v => queue.PlaceOf(v, Some.Now)!.Position);
        Assert.Equal(0, queue.PlaceOf(running.Target, Some.Now)!.Position);
        Assert.Null(queue.PlaceOf(Volume(7), Some.Now));
        queue.Release(running, Some.Now);

        // In which lane the turns begin is not said, so a place may be one later than its turn.
        Assert.All(Drain(queue).Select((ticket, i) => (places[ticket.Target], i + 1)), p => Assert.InRange(p.Item1, p.Item2, p.Item2 + 1));
    }

    [Fact]
    public void Release_ATicketThatHoldsNoSlot_IsADefect()
    {
        var queue = new AdmissionQueue(1);
        var ticket = Enqueue(queue, AdmissionLane.Attach, One, 1);

        Assert.Throws<InvalidOperationException>(() => queue.Release(ticket, Some.Now));
        queue.Grant(Some.Now);
        queue.Release(ticket, Some.Now);
        Assert.Throws<InvalidOperationException>(() => queue.Release(ticket, Some.Now));
    }

    [Fact]
    public void AnyHistory_NeverExceedsTheConcurrencyNorServesOneVolumeTwiceNorOutOfOrder()
    {
        var any = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[0, 3]).Array[50, 200];
        Gen.Select(Gen.Int[1, 4], any).Sample((concurrency, steps) =>
        {
            var queue = new AdmissionQueue(concurrency);
            var (running, waiting) = (new List<AdmissionTicket>(), new List<AdmissionTicket>());
            foreach (var (lane, project, volume, what) in steps)
            {
                if (what == 0 && running.Count > 0) Release(queue, running);
                else if (what == 1 && waiting.Count > 0) Withdraw(queue, waiting);
                else waiting.Add(Enqueue(queue, (AdmissionLane)lane, new ProjectId("p" + project), volume));
                Take(queue, running, waiting);
                Assert.InRange(running.Count, 0, concurrency);
                Assert.Distinct(running.Select(t => t.Target));
                Assert.True(running.Count == concurrency || waiting.All(w => running.Any(r => r.Target == w.Target)), "a slot is free and nobody uses it");
            }
            while (running.Count > 0)
            {
                Release(queue, running);
                Take(queue, running, waiting);
            }
            Assert.Empty(waiting);
            Assert.Equal((0, 0), (queue.Running, queue.Waiting));
        }, iter: 500);
    }

    private static void Take(AdmissionQueue queue, List<AdmissionTicket> running, List<AdmissionTicket> waiting)
    {
        foreach (var granted in queue.Grant(Some.Now))
        {
            Assert.Same(waiting.First(w => w.Target == granted.Target), granted);
            waiting.Remove(granted);
            running.Add(granted);
        }
    }

    private static void Release(AdmissionQueue queue, List<AdmissionTicket> running)
    {
        queue.Release(running[0], Some.Now);
        running.RemoveAt(0);
    }

    private static void Withdraw(AdmissionQueue queue, List<AdmissionTicket> waiting)
    {
        Assert.True(queue.Withdraw(waiting[^1]));
        waiting.RemoveAt(waiting.Count - 1);
    }

    private static AdmissionTicket Enqueue(AdmissionQueue queue, AdmissionLane lane, ProjectId project, int volume)
    {
        var ticket = new AdmissionTicket(lane, project, Volume(volume), Some.Now);
        queue.Enqueue(ticket);
        return ticket;
    }

    private static VolumeId Volume(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private static QueuePlace Place(AdmissionQueue queue, AdmissionLane lane) => queue.PlaceForNew(lane, One, Some.Now);

    private static void Teach(AdmissionQueue queue, AdmissionLane lane, TimeSpan service)
    {
        var ticket = Enqueue(queue, lane, One, 9999);
        queue.Grant(Some.Now);
        queue.Release(ticket, Some.Now + service);
    }

    private static List<AdmissionTicket> Drain(AdmissionQueue queue)
    {
        List<AdmissionTicket> served = [];
        while (queue.Grant(Some.Now) is [var ticket, ..])
        {
            served.Add(ticket);
            queue.Release(ticket, Some.Now);
        }
        return served;
    }
}
