namespace Annarchy.Tests.Control;

public class ParallelRunTests
{
    [Fact]
    public void ResultsComeInOrderAndDoNotDependOnThreads()
    {
        double[] means = [.. Enumerable.Range(0, 12).Select(i => (double)i)];
        var alone = Sweep(1);
        Assert.Equal(alone, Sweep(4));
        Assert.All(means.Zip(alone), p => Assert.InRange(p.Second, p.First - 0.5, p.First + 0.5));

        double[] Sweep(int threads) => ParallelRun.Execute(
            means, (mean, seed) => new Noise(mean, seed), (net, _) => net.Run(), RunSeeds.Sequential(7), threads);
    }

    [Fact]
    public void SeedsAreTheSameSuccessiveListedOrRandom()
    {
        Assert.Equal([5, 5, 5], Seeds(RunSeeds.Same(5)));
        Assert.Equal([5, 6, 7], Seeds(RunSeeds.Sequential(5)));
        Assert.Equal([3, 1, 2], Seeds(RunSeeds.Each(3, 1, 2)));
        Assert.Equal(3, Seeds(null).Distinct().Count());
        Assert.Throws<ArgumentException>(() => Seeds(RunSeeds.Each(1, 2)));
        var same = ParallelRun.Execute(2, seed => new Noise(0.0, seed), net => net.Run(), RunSeeds.Same(5));
        Assert.Equal(same[0], same[1]);

        static long[] Seeds(RunSeeds? seeds) => ParallelRun.Execute(3, seed => new Noise(0.0, seed), net => net.Seed, seeds);
    }

    [Fact]
    public void FailuresAreNamedAndTheOtherRunsDone()
    {
        var done = 0;
        var disposed = new List<Noise>();
        var exception = Assert.Throws<AggregateException>(() => ParallelRun.Execute(
            [0, 1, 2, 3, 4],
            (i, seed) => i == 3 ? throw new InvalidDataException("no network") : new Noise(0.0, seed),
            (net, i) =>
            {
                lock (disposed)
                    disposed.Add(net);
                return i == 1 ? throw new InvalidOperationException("no run") : Interlocked.Increment(ref done);
            },
            RunSeeds.Sequential(10)));
        Assert.Equal(3, done);
        Assert.Equal(
            ["Run 1 (seed 11) failed: no run", "Run 3 (seed 13) failed: no network"], exception.InnerExceptions.Select(e => e.Message));
        Assert.IsType<InvalidDataException>(exception.InnerExceptions[1].InnerException);
        Assert.Equal((3, 13L), (((ParallelRunException)exception.InnerExceptions[1]).Run, ((ParallelRunException)exception.InnerExceptions[1]).Seed));
        Assert.All(disposed, net => Assert.Throws<ObjectDisposedException>(net.Step));
    }

    [Fact]
    public void CanBeCancelledAndFollowed()
    {
        using var source = new CancellationTokenSource();
        var counts = new List<int>();
        var log = new Log(n =>
        {
            counts.Add(n);
            if (n == 2)
                source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => ParallelRun.Execute(
            50, seed => new Noise(0.0, seed), net => net.Seed, threads: 1, progress: log, cancellationToken: source.Token));
        Assert.Equal([1, 2], counts);
    }

    [Fact]
    public void FailuresBeforeACancellationAreNotLost()
    {
        using var source = new CancellationTokenSource();
        var exception = Assert.Throws<OperationCanceledException>(() => ParallelRun.Execute(
            50,
            seed => new Noise(0.0, seed),
            net =>
            {
                source.Cancel();
                return net.Seed == 3 ? throw new InvalidDataException("third") : net.Seed;
            },
            RunSeeds.Sequential(3),
            threads: 1,
            cancellationToken: source.Token));
        var failure = Assert.Single(Assert.IsType<AggregateException>(exception.InnerException).InnerExceptions);
        Assert.Equal("Run 0 (seed 3) failed: third", failure.Message);
    }

    private sealed class Log(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }

    private sealed class Noise : Network
    {
        private readonly Population _pop;

        public Noise(double mean, long seed)
            : base(seed: seed)
        {
            _pop = Create(100, new Neuron(parameters: $"m = {mean} : population", equations: "r = m + Uniform(-1.0, 1.0)"));
        }

        public double Run()
        {
            Simulate(10.0);
            return _pop["r"].Average();
        }
    }
}
