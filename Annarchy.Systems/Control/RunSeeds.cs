namespace Annarchy;

/// <summary>Seeds of the runs of a <see cref="ParallelRun"/>.</summary>
public sealed class RunSeeds
{
    private readonly Func<int, long[]> _seeds;

    private RunSeeds(Func<int, long[]> seeds) => _seeds = seeds;

    /// <summary>Another seed for every run and every time.</summary>
    public static RunSeeds Random { get; } = new(
        runs => [.. Enumerable.Range(0, runs).Select(_ => System.Random.Shared.NextInt64())]);

    /// <summary>The same seed for all runs.</summary>
    /// <param name="seed">The seed.</param>
    public static RunSeeds Same(long seed) => new(runs => [.. Enumerable.Repeat(seed, runs)]);

    /// <summary>Successive seeds.</summary>
    /// <param name="first">Seed of the first run.</param>
    public static RunSeeds Sequential(long first) => new(runs => [.. Enumerable.Range(0, runs).Select(i => first + i)]);

    /// <summary>A seed for each run.</summary>
    /// <param name="seeds">As many as there are runs.</param>
    public static RunSeeds Each(params IReadOnlyList<long> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        long[] copy = [.. seeds];
        return new RunSeeds(runs => copy.Length == runs
            ? copy
            : throw new ArgumentException($"There are {copy.Length} seeds for {runs} runs.", nameof(seeds)));
    }

    internal long[] For(int runs) => _seeds(runs);
}
