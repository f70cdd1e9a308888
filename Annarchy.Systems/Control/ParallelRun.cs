using System.Collections.Concurrent;

namespace Annarchy;

/// <summary>Runs many networks at once, one thread each: sweeps over parameters, repetitions with other seeds.</summary>
/// <remarks>Networks share nothing but compiled code, so results do not depend on the number of threads or on who runs when.</remarks>
public static class ParallelRun
{
    /// <summary>Creates a network for each set of arguments, runs it, and frees it.</summary>
    /// <typeparam name="TArguments">What differs between the runs.</typeparam>
    /// <typeparam name="TNetwork">The class of the networks.</typeparam>
    /// <typeparam name="TResult">What a run gives; nothing of it may belong to the network, which is disposed.</typeparam>
    /// <param name="arguments">The arguments of each run.</param>
    /// <param name="create">Makes the network of a run from its arguments and its seed.</param>
    /// <param name="simulate">Runs it.</param>
    /// <param name="seeds">The seeds; null for <see cref="RunSeeds.Random"/>.</param>
    /// <param name="threads">How many runs go on at the same time; 0 for one per processor.</param>
    /// <param name="progress">Told after each run how many are done; null for nobody.</param>
    /// <param name="cancellationToken">Starts no further runs; those begun end.</param>
    /// <returns>The results in the order of the arguments.</returns>
    /// <exception cref="ArgumentException">There is a list of seeds of another length than the arguments.</exception>
    /// <exception cref="AggregateException">
    /// Some runs failed: a <see cref="ParallelRunException"/> for each. All other runs were done nevertheless.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The runs were cancelled before all were begun. Runs that failed before are its <see cref="Exception.InnerException"/>.
    /// </exception>
    public static TResult[] Execute<TArguments, TNetwork, TResult>(
        IReadOnlyList<TArguments> arguments,
        Func<TArguments, long, TNetwork> create,
        Func<TNetwork, TArguments, TResult> simulate,
        RunSeeds? seeds = null,
        int threads = 0,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
        where TNetwork : Network
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(simulate);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var seedOf = (seeds ?? RunSeeds.Random).For(arguments.Count);
        var results = new TResult[arguments.Count];
        var failures = new ParallelRunException?[arguments.Count];
        var done = 0;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads,
            CancellationToken = cancellationToken,
        };

        // Runs are handed out one by one: they are long, and not equally so.
        var runs = Partitioner.Create(Enumerable.Range(0, arguments.Count), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(runs, options, Do);
        }
        catch (OperationCanceledException) when (Failures() is { } before)
        {
            throw new OperationCanceledException($"The runs were cancelled; before that {before.Message}", before, cancellationToken);
        }

        return Failures() is { } failed ? throw failed : results;

        void Do(int run)
        {
            try
            {
                using var network = create(arguments[run], seedOf[run]);
                results[run] = simulate(network, arguments[run]);
            }
            catch (Exception exception)
            {
                failures[run] = new ParallelRunException(run, seedOf[run], exception);
            }

            progress?.Report(Interlocked.Increment(ref done));
        }

        AggregateException? Failures()
        {
            var failed = failures.OfType<ParallelRunException>().ToList();
            return failed.Count == 0 ? null : new AggregateException($"{failed.Count} of {arguments.Count} runs failed.", failed);
        }
    }

    /// <summary>Creates networks that differ in their seeds alone, runs them, and frees them.</summary>
    /// <param name="number">How many runs.</param>
    /// <param name="create">Makes the network of a run from its seed.</param>
    /// <param name="simulate">Runs it.</param>
    /// <inheritdoc cref="Execute{TArguments, TNetwork, TResult}"/>
    public static TResult[] Execute<TNetwork, TResult>(
        int number,
        Func<long, TNetwork> create,
        Func<TNetwork, TResult> simulate,
        RunSeeds? seeds = null,
        int threads = 0,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
        where TNetwork : Network
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(simulate);
        return Execute(
            new int[number], (_, seed) => create(seed), (network, _) => simulate(network), seeds, threads, progress, cancellationToken);
    }
}
