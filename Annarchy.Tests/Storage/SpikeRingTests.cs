using Annarchy.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Annarchy.Tests.Storage;

public class SpikeRingTests
{
    private const int Size = 50;

    [Fact]
    public void A_ring_keeps_the_last_steps_in_order() =>
        Prop.ForAll(
            Gen.Choose(1, 6).SelectMany(depth => Steps.Select(steps => (depth, steps))).ToArbitrary(),
            pair =>
            {
                using var ring = new SpikeRing(Size, pair.depth);
                Assert.Equal(pair.depth, ring.Depth);
                AssertHistory(ring, pair.steps, []);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Making_a_ring_deeper_keeps_what_it_holds() =>
        Prop.ForAll(
            Gen.Choose(1, 5).SelectMany(depth => Steps.SelectMany(first => Steps.Select(then => (depth, first, then)))).ToArbitrary(),
            run =>
            {
                using var ring = new SpikeRing(Size, run.depth);
                var history = AssertHistory(ring, run.first, []);
                ring.EnsureDepth(run.depth - 1);
                Assert.Equal(run.depth, ring.Depth);
                ring.EnsureDepth(run.depth + 4);
                Assert.Equal(run.depth + 4, ring.Depth);
                for (var delay = 0; delay <= run.depth && delay < history.Count; delay++)
                    Assert.Equal(history[history.Count - 1 - delay], ring.At(delay).Ranks.ToArray());
                for (var delay = run.depth + 1; delay <= ring.Depth; delay++)
                    Assert.Equal(0, ring.At(delay).Count);

                // What the shallow ring had dropped does not come back.
                var known = history.Skip(Math.Max(history.Count - run.depth - 1, 0)).ToList();
                AssertHistory(ring, run.then, known);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Clearing_forgets_all_steps()
    {
        using var ring = new SpikeRing(Size, 3);
        AssertHistory(ring, [[1, 2], [3], [4], [5]], []);
        ring.Clear();
        for (var delay = 0; delay <= 3; delay++)
            Assert.Equal(0, ring.At(delay).Count);
    }

    [Fact]
    public void Delays_beyond_the_depth_are_refused()
    {
        using var ring = new SpikeRing(Size, 2);
        Assert.Equal("delay", Assert.Throws<ArgumentOutOfRangeException>(() => ring.At(3)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.At(-1));
    }

    [Fact]
    public void Lists_have_room_for_every_neuron_and_no_more()
    {
        using var list = new SpikeList(3);
        using var copy = new SpikeList(3);
        for (var rank = 0; rank < 3; rank++)
            list.Add(rank);
        Assert.Throws<InvalidOperationException>(() => list.Add(3));
        copy.CopyFrom(list);
        Assert.Equal([0, 1, 2], copy.Ranks.ToArray());
        list.Clear();
        Assert.Equal(0, list.Ranks.Length);
        Assert.Equal(3, copy.Count);
        using var small = new SpikeList(2);
        Assert.Throws<ArgumentException>(() => small.CopyFrom(copy));
    }

    [Fact]
    public void Advancing_allocates_nothing()
    {
        using var ring = new SpikeRing(Size, 3);
        ring.Advance();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 10; step++)
        {
            ring.Advance();
            ring.Current.Add(step);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Gen<List<int[]>> Steps =>
        Gen.Choose(0, Size - 1).ListOf().Select(ranks => ranks.Distinct().Order().ToArray()).ListOf(12).Select(steps => steps.ToList());

    private static List<int[]> AssertHistory(SpikeRing ring, List<int[]> steps, List<int[]> history)
    {
        foreach (var spikes in steps)
        {
            ring.Advance();
            Assert.Equal(0, ring.Current.Count);
            foreach (var rank in spikes)
                ring.Current.Add(rank);
            history.Add(spikes);
            for (var delay = 0; delay <= ring.Depth; delay++)
                Assert.Equal(delay < history.Count ? history[history.Count - 1 - delay] : [], ring.At(delay).Ranks.ToArray());
        }

        return history;
    }
}
