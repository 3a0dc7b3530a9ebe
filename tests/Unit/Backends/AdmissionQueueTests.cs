using CsCheck;
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
    public void EstimatedWait_IsWhatTheCallsBeforeTookPerSlot()
    {
        var queue = new AdmissionQueue(2);
        Assert.Equal(TimeSpan.Zero, queue.EstimatedWait);
        var tickets = Enumerable.Range(0, 2).Select(i => Enqueue(queue, AdmissionLane.Attach, One, i)).ToList();
        queue.Grant(Some.Now);
        tickets.ForEach(t => queue.Release(t, Some.Now.AddSeconds(4)));

        for (var i = 0; i < 5; i++) Enqueue(queue, AdmissionLane.Attach, One, i);
        queue.Grant(Some.Now);

        Assert.Equal(TimeSpan.FromSeconds((3 + 1) * 4 / 2), queue.EstimatedWait);
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
        var ticket = new AdmissionTicket(lane, project, new VolumeId(new Guid(volume, 0, 0, new byte[8])), Some.Now);
        queue.Enqueue(ticket);
        return ticket;
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
