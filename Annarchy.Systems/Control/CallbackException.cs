namespace Annarchy;

/// <summary>
/// A callback threw. The step it was called in is complete all the same, so that the network can go on; the cause is the
/// <see cref="Exception.InnerException"/>.
/// </summary>
public sealed class CallbackException : Exception
{
    /// <summary>Creates an exception about a callback.</summary>
    /// <param name="callback">Name of the callback.</param>
    /// <param name="number">Number of the call, from 0.</param>
    /// <param name="time">Time of the call, ms.</param>
    /// <param name="cause">What it threw.</param>
    public CallbackException(string callback, long number, double time, Exception cause)
        : base(FormattableString.Invariant($"Callback '{callback}' threw at {time} ms (call {number}): {cause?.Message}"), cause) =>
        (Callback, Number, Time) = (callback, number, time);

    /// <summary>Creates an exception about a callback.</summary>
    public CallbackException()
        : this(string.Empty)
    {
    }

    /// <summary>Creates an exception about a callback.</summary>
    /// <param name="message">What happened.</param>
    public CallbackException(string message)
        : base(message) => Callback = string.Empty;

    /// <summary>Creates an exception about a callback.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What the callback threw.</param>
    public CallbackException(string message, Exception innerException)
        : base(message, innerException) => Callback = string.Empty;

    /// <summary>Name of the callback.</summary>
    public string Callback { get; }

    /// <summary>Number of the call, from 0.</summary>
    public long Number { get; }

    /// <summary>Time of the call, ms.</summary>
    public double Time { get; }
}
