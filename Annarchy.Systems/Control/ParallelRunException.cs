namespace Annarchy;

/// <summary>One of several parallel runs failed; the cause is the <see cref="Exception.InnerException"/>.</summary>
public sealed class ParallelRunException : Exception
{
    /// <summary>Creates an exception about a run.</summary>
    /// <param name="run">Number of the run, from 0.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="cause">What it threw.</param>
    public ParallelRunException(int run, long seed, Exception cause)
        : base(FormattableString.Invariant($"Run {run} (seed {seed}) failed: {cause?.Message}"), cause) => (Run, Seed) = (run, seed);

    /// <summary>Creates an exception about a run.</summary>
    public ParallelRunException()
    {
    }

    /// <summary>Creates an exception about a run.</summary>
    /// <param name="message">What happened.</param>
    public ParallelRunException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception about a run.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What the run threw.</param>
    public ParallelRunException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Number of the run, from 0.</summary>
    public int Run { get; }

    /// <summary>Its seed.</summary>
    public long Seed { get; }
}
