namespace Annarchy;

/// <summary>Something a network calls at regular times while it runs; made by <see cref="Network.Every"/>.</summary>
/// <remarks>
/// Times count from the start of a run: from each call of <c>Simulate</c> and <c>SimulateUntil</c>. Single steps continue the count;
/// without a run before them they count from when the callback was declared.
/// </remarks>
public sealed class Callback
{
    private readonly Action<long> _action;
    private readonly double _timeStep;
    private readonly long _period;
    private readonly long _first;
    private long _origin;

    internal Callback(string name, Action<long> action, double timeStep, (long Period, long Offset, long Wait) steps, long origin)
    {
        (Name, _action, _timeStep, _origin) = (name, action, timeStep, origin);
        (_period, _first) = (steps.Period, steps.Wait + steps.Offset);
        (Offset, Wait) = (steps.Offset * timeStep, steps.Wait * timeStep);
    }

    /// <summary>Name in messages: the method's, unless another was given.</summary>
    public string Name { get; }

    /// <summary>Time between two calls, ms.</summary>
    public double Period => _period * _timeStep;

    /// <summary>Time of the call within each period, ms, from its start.</summary>
    public double Offset { get; }

    /// <summary>Time before the first period begins, ms.</summary>
    public double Wait { get; }

    /// <summary>Whether it is called; calls missed while it is false are not made up for.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Name and period.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}, every {Period} ms");

    /// <summary>The number of the call that is due before a step.</summary>
    internal bool IsDue(long step, out long number)
    {
        var (quotient, remainder) = Math.DivRem(step - _origin - _first, _period);
        number = quotient;
        return IsEnabled && remainder == 0 && step - _origin >= _first;
    }

    internal void Call(long number) => _action(number);

    /// <summary>Counts from a step on.</summary>
    internal void Begin(long step) => _origin = step;

    /// <summary>Follows a change of the network's time.</summary>
    internal void Shift(long steps) => _origin += steps;
}
