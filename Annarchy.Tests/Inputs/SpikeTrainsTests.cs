using System.Collections;
using Annarchy.Inputs;
using Annarchy.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Annarchy.Tests.Inputs;

public class SpikeTrainsTests
{
    [Fact]
    public void Spikes_come_in_their_step_in_order_of_rank()
    {
        var trains = SpikeTrains.FromTimes([[1.0, 3.0], [], [1.0, 1.04, 2.0], [0.0, 1.0]], 0.1);
        Assert.Equal(4, trains.Size);
        Assert.Equal(6, trains.Count);
        var cursor = new SpikeTrainCursor(trains);
        using var spikes = new SpikeList(4);
        var seen = new Dictionary<long, int[]>();
        for (var step = 0; step <= 40; step++)
        {
            spikes.Clear();
            cursor.Advance(step, spikes);
            if (spikes.Count > 0)
                seen.Add(step, spikes.Ranks.ToArray());
        }

        Assert.Equal([0L, 10L, 20L, 30L], seen.Keys);
        Assert.Equal([3], seen[0]);
        Assert.Equal([0, 2, 3], seen[10]);
        Assert.Equal([2], seen[20]);
        Assert.Equal([0], seen[30]);
        Assert.True(cursor.AtEnd);
    }

    [Fact]
    public void Any_trains_come_back_as_they_were() =>
        Prop.ForAll(Trains.ToArbitrary(), steps =>
        {
            const double dt = 0.25;
            var times = Array.ConvertAll(steps, train => Array.ConvertAll(train, step => step * dt));
            var trains = SpikeTrains.FromTimes(times, dt);
            var distinct = Array.ConvertAll(times, train => train.Distinct().ToArray());
            Assert.Equal(distinct, trains.ToTimes(dt));
            Assert.Equal(distinct.Sum(train => train.Length), trains.Count);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cursor_that_starts_late_or_leaps_passes_over_the_past() =>
        Prop.ForAll(
            Trains.SelectMany(steps => Gen.Choose(0, 400_000).ListOf(5).Select(stops => (steps, stops))).ToArbitrary(),
            run =>
            {
                var trains = SpikeTrains.FromTimes(Array.ConvertAll(run.steps, train => Array.ConvertAll(train, step => (double)step)), 1.0);
                var cursor = new SpikeTrainCursor(trains);
                using var spikes = new SpikeList(run.steps.Length);
                foreach (var step in run.stops.Concat(run.steps.SelectMany(train => train)).Distinct().Order())
                {
                    spikes.Clear();
                    cursor.Advance(step, spikes);
                    Assert.Equal(
                        Enumerable.Range(0, run.steps.Length).Where(rank => run.steps[rank].Contains(step)), spikes.Ranks.ToArray());
                    Assert.True(cursor.NextStep > step);
                }
            }).QuickCheckThrowOnFailure();

    // Sixty megabytes for a hundred thousand sources with a hundred spikes each are six bytes a spike.
    [Fact]
    public void A_spike_of_a_hundred_thousand_sources_takes_at_most_six_bytes()
    {
        // A hundred spikes in every step; and the worst case, where no two spikes share a step.
        var dense = SpikeTrains.FromTimes(new Sources(100_000, (rank, i) => (rank % 1000 * 0.1) + (i * 100.0)), 0.1);
        Assert.Equal(1_000_000, dense.Count);
        Assert.InRange(dense.ByteCount, 1, 2_500_000);
        var sparse = SpikeTrains.FromTimes(new Sources(100_000, (rank, i) => (rank * 7919L % 100_000 * 0.1) + (i * 10_000.0)), 0.1);
        Assert.Equal(1_000_000, sparse.Count);
        Assert.InRange(sparse.ByteCount, 1, 6_000_000);
    }

    [Fact]
    public void Steps_without_spikes_read_nothing_and_no_step_allocates()
    {
        var trains = SpikeTrains.FromTimes([[10.0, 1000.0], [10.0]], 1.0);
        using var spikes = new SpikeList(2);
        Assert.Equal(5, Advance());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Advance();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        int Advance()
        {
            var cursor = new SpikeTrainCursor(trains);
            var (moves, emitted) = (0, 0);
            for (var step = 0; step < 2000; step++)
            {
                var position = cursor.Position;
                spikes.Clear();
                cursor.Advance(step, spikes);
                moves += cursor.Position != position ? 1 : 0;
                emitted += spikes.Count;
            }

            return cursor.AtEnd ? moves + emitted : -1;
        }
    }

    [Theory]
    [InlineData(double.NaN, "not a finite number")]
    [InlineData(double.PositiveInfinity, "not a finite number")]
    [InlineData(-1.0, "is negative")]
    [InlineData(2.0, "before its predecessor, 5 ms")]
    [InlineData(1e12, "later than step")]
    public void Wrong_times_are_named(double time, string problem)
    {
        var error = Assert.Throws<ArgumentException>(() => SpikeTrains.FromTimes([[], [5.0, time]], 0.1));
        Assert.Contains("Spike 1 of source 1", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal("times", error.ParamName);
    }

    [Fact]
    public void Times_in_the_past_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => SpikeTrains.FromTimes([[20.0], [10.0]], 1.0, firstStep: 15));
        Assert.Contains("Spike 0 of source 1, at 10 ms, is before the present time, 15 ms", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, SpikeTrains.FromTimes([[1.5]], 0.1, firstStep: 15).Count);
        Assert.Throws<ArgumentException>(() => SpikeTrains.FromTimes([null!], 1.0));
        Assert.Throws<ArgumentNullException>(() => SpikeTrains.FromTimes(null!, 1.0));
    }

    [Fact]
    public void No_spikes_at_all_are_fine()
    {
        var trains = SpikeTrains.FromTimes([[], []], 1.0);
        Assert.Equal(0, trains.Count);
        Assert.True(new SpikeTrainCursor(trains).AtEnd);
        Assert.Equal([[], []], trains.ToTimes(1.0));
    }

    private static Gen<int[][]> Trains =>
        Gen.OneOf(Gen.Choose(0, 30), Gen.Choose(0, 300_000)).ListOf().Select(steps => steps.Order().ToArray()).ArrayOf();

    /// <summary>Spike times that are computed, so that the test needs no memory for them.</summary>
    private sealed class Sources(int count, Func<int, int, double> time) : IReadOnlyList<IReadOnlyList<double>>
    {
        public int Count => count;

        public IReadOnlyList<double> this[int index] => new Train(index, time);

        public IEnumerator<IReadOnlyList<double>> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private sealed class Train(int rank, Func<int, int, double> time) : IReadOnlyList<double>
        {
            public int Count => 10;

            public double this[int index] => time(rank, index);

            public IEnumerator<double> GetEnumerator() => throw new NotSupportedException();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }
}
