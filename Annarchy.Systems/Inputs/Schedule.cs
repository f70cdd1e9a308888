using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Annarchy;

/// <summary>When a timed input takes its next value: every so many milliseconds, or at listed times.</summary>
/// <remarks>Converts implicitly from a number and an array; the default is every step.</remarks>
[CollectionBuilder(typeof(Schedule), nameof(At))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A schedule is what the field calls it.")]
public readonly struct Schedule : IEnumerable<double>, IEquatable<Schedule>
{
    private readonly double[]? _times;

    private Schedule(double interval, double[]? times)
    {
        Interval = interval;
        _times = times;
    }

    /// <summary>Every step.</summary>
    public static Schedule EveryStep => default;

    /// <summary>Time between two values, ms; 0 for every step. Means nothing when times are listed.</summary>
    public double Interval { get; }

    /// <summary>The listed times, ms; null for regular schedules.</summary>
    public IReadOnlyList<double>? Times => _times;

    /// <summary>A regular schedule.</summary>
    public static implicit operator Schedule(double interval) => Every(interval);

    /// <summary>Listed times.</summary>
    public static implicit operator Schedule(double[] times)
    {
        ArgumentNullException.ThrowIfNull(times);
        return At(times);
    }

    /// <summary>Whether two schedules name the same times.</summary>
    public static bool operator ==(Schedule left, Schedule right) => left.Equals(right);

    /// <summary>Whether two schedules differ.</summary>
    public static bool operator !=(Schedule left, Schedule right) => !left.Equals(right);

    /// <summary>A new value every so often, the first at time 0.</summary>
    /// <param name="interval">Time between two values, ms; 0 for every step.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is negative, NaN or infinite.</exception>
    public static Schedule Every(double interval)
    {
        if (!double.IsFinite(interval) || interval < 0.0)
            throw new ArgumentOutOfRangeException(nameof(interval), interval, "The interval of a schedule is a finite number of ms, at least 0.");
        return new Schedule(interval, null);
    }

    /// <summary>Values at listed times.</summary>
    /// <param name="times">Times in ms, ascending, at least 0.</param>
    /// <exception cref="ArgumentException">A time is negative, NaN or before its predecessor, or there is none.</exception>
    public static Schedule At(params ReadOnlySpan<double> times)
    {
        if (times.IsEmpty)
            throw new ArgumentException("A schedule needs at least one time.", nameof(times));
        for (var i = 0; i < times.Length; i++)
        {
            if (!double.IsFinite(times[i]) || times[i] < 0.0)
                throw new ArgumentException($"Time {i} of the schedule is {times[i]}; times are finite numbers of ms, at least 0.", nameof(times));
            if (i > 0 && times[i] <= times[i - 1])
                throw new ArgumentException($"Time {i} of the schedule, {times[i]} ms, is not after the one before it, {times[i - 1]} ms.", nameof(times));
        }

        return new Schedule(0.0, [.. times]);
    }

    /// <summary>The listed times; nothing for regular schedules.</summary>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)(_times ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The steps at which each of a number of values is due.</summary>
    internal long[] ToSteps(int values, double dt)
    {
        if (_times is not null)
            return Array.ConvertAll(_times, t => (long)Math.Round(t / dt));
        var interval = Interval > 0.0 ? Interval : dt;
        return [.. Enumerable.Range(0, values).Select(i => (long)Math.Round(i * interval / dt))];
    }

    /// <summary>A period in steps; -1 for none.</summary>
    internal static long PeriodSteps(double period, double dt) => period < 0.0 ? -1 : Math.Max(1, (long)Math.Round(period / dt));

    /// <inheritdoc/>
    public bool Equals(Schedule other) => Interval.Equals(other.Interval) && _times.AsSpan().SequenceEqual(other._times);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Schedule other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Interval, _times?.Length);
}
