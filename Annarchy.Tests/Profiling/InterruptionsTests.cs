using Annarchy.Profiling;

namespace Annarchy.Tests;

/// <summary>What other programs take is told apart from long work, on a machine whose clock and queue are made up.</summary>
public class InterruptionsTests
{
    private static readonly long Microsecond = Interruptions.Shortest / 250;

    private long _clock = Interruptions.Window;
    private long _queue;
    private int _asked;

    [Fact]
    public void AnInterruptedSystemTookWhatItTookItself()
    {
        var interruptions = Create();
        interruptions.BeginStep();
        long[] times = [Work(3), Work(5) + Elsewhere(4000), Work(2)];
        interruptions.EndStep(times);
        Assert.Equal([3 * Microsecond, 5 * Microsecond, 2 * Microsecond], times);
    }

    [Fact]
    public void LongWorkCountsInFullHoweverRare()
    {
        var interruptions = Create();
        for (var step = 0; step < 1000; step++)
        {
            interruptions.BeginStep();
            long[] times = [Work(3), Work(step == 700 ? 20_000 : 0)];
            interruptions.EndStep(times);
            Assert.Equal([3 * Microsecond, step == 700 ? 20_000 * Microsecond : 0], times);
        }
    }

    [Fact]
    public void WhatHappenedBetweenTimedStepsIsNotTakenOut()
    {
        var interruptions = Create();
        interruptions.BeginStep();
        interruptions.EndStep([Work(3)]);
        Elsewhere(1_000_000);
        interruptions.BeginStep();
        long[] times = [Work(5000)];
        interruptions.EndStep(times);
        Assert.Equal(5000 * Microsecond, times[0]);
    }

    [Fact]
    public void TheQueueIsRarelyLookedAt()
    {
        var interruptions = Create();
        for (var step = 0; step < 1000; step++)
        {
            interruptions.BeginStep();
            interruptions.EndStep([Work(2)]);
        }

        // 2 ms of steps, and at most one look in a window.
        Assert.InRange(_asked, 1, 1 + (int)(2000 * Microsecond / Interruptions.Window));
    }

    [Fact]
    public void ASampleOfABusyMachineIsUnbiased()
    {
        // A short system, one with much to do in every 50th step, and 4 ms for others, on average every 10 ms of own work.
        var interruptions = Create();
        var random = new Random(1);
        var (sampled, total) = (new long[2], new long[2]);
        var samples = 0;
        const int Steps = 200_000;
        for (var step = 0; step < Steps; step++)
        {
            var isTimed = random.Next(16) == 0;
            if (isTimed)
                interruptions.BeginStep();
            long[] own = [Work(10), Work(step % 50 == 0 ? 3000 : 0)];
            long[] times = [own[0] + Interrupt(own[0]), own[1] + Interrupt(own[1])];
            (total[0], total[1]) = (total[0] + own[0], total[1] + own[1]);
            if (!isTimed)
                continue;
            interruptions.EndStep(times);
            (sampled[0], sampled[1]) = (sampled[0] + times[0], sampled[1] + times[1]);
            samples++;
        }

        // 12 500 samples, 250 of them of long work: their standard deviation is 6 % of the sum; the short system is exact but for rare steps
        // in which both were interrupted, when only the longer time is corrected.
        Assert.InRange(sampled[0] * (double)Steps / samples / total[0], 0.95, 1.05);
        Assert.InRange(sampled[1] * (double)Steps / samples / total[1], 0.75, 1.25);

        long Interrupt(long own) => random.NextDouble() < own / (10_000.0 * Microsecond) ? Elsewhere(4000) : 0;
    }

    private Interruptions Create() => new(() => _clock, () =>
    {
        _asked++;
        return _queue;
    });

    private long Work(long microseconds)
    {
        _clock += microseconds * Microsecond;
        return microseconds * Microsecond;
    }

    private long Elsewhere(long microseconds)
    {
        _queue += microseconds * Microsecond;
        return Work(microseconds);
    }
}
