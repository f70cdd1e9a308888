using System.Diagnostics;

namespace Annarchy;

/// <content>Time: frames, fixed steps, budgets, level of detail.</content>
public sealed partial class BrainPool
{
    /// <summary>Neighbouring brains that are stepped before the budget is looked at again.</summary>
    private const int Batch = 16;

    private int _maximalCatchUp;
    private double _accumulated;
    private long _stepsDue;
    private int _next;

    /// <summary>Duration of a step of the brains, ms.</summary>
    public double TimeStep => Template.Network.TimeStep;

    /// <summary>Stops the time of all brains.</summary>
    public bool IsPaused { get; set; }

    /// <summary>
    /// Steps a brain may be behind, by default 100 ms of them: what a frame that lasted too long, or a budget that is too small, leaves
    /// beyond them is dropped.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public int MaximalCatchUp
    {
        get => _maximalCatchUp;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _maximalCatchUp = value;
        }
    }

    /// <summary>Lets time pass: each brain does the steps that became due, or those for which there is budget.</summary>
    /// <param name="dt">
    /// ms since the last frame; any duration, since the part that is no whole step is kept for the next frame. 0 goes on with what is behind.
    /// </param>
    /// <param name="budget">
    /// What the frame may do. If it is not enough the frame ends early, and the next one begins with the brains that were not reached, so
    /// that all get their turn.
    /// </param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative, NaN or infinite.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public PoolFrame Step(double dt, StepBudget budget = default)
    {
        if (!double.IsFinite(dt) || dt < 0.0)
            throw new ArgumentOutOfRangeException(nameof(dt), dt, "The duration of a frame is a finite number of ms, at least 0.");
        CheckNotDisposed();
        if (IsPaused)
            return default;

        var started = budget.Time > 0.0 ? Stopwatch.GetTimestamp() : 0;
        var steps = Accumulate(dt);
        var dropped = Demand(steps);
        var done = 0L;
        var left = Capacity;
        while (left > 0)
        {
            var count = Math.Min(Reach(_next), left);
            var due = _slots[_next].IsRunning ? _slots[_next].Due : 0;
            if (due > 0)
            {
                _replicas.Run(_next, count, due);
                for (var i = _next; i < _next + count; i++)
                    _slots[i].Due = 0;
                done += (long)count * due;
            }

            left -= count;
            _next = _next + count == Capacity ? 0 : _next + count;
            if (due > 0 && IsSpent(in budget, done, started))
                break;
        }

        return new PoolFrame(steps, done, left == 0 ? 0 : Behind(), dropped);
    }

    /// <summary>Steps a brain has done since it was spawned.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <exception cref="ArgumentException">It is not alive.</exception>
    public long StepsOf(BrainHandle brain)
    {
        SlotOf(brain);
        return _replicas.StepsOf(brain.Index);
    }

    /// <summary>Stops the time of a brain, or lets it go on.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <param name="isPaused">Whether it is stopped.</param>
    /// <exception cref="ArgumentException">It is not alive.</exception>
    public void SetPaused(BrainHandle brain, bool isPaused)
    {
        ref var slot = ref SlotOf(brain);
        (slot.IsPaused, slot.Due) = (isPaused, isPaused ? 0 : slot.Due);
    }

    /// <summary>The level of detail of a brain: of so many steps it does one, so that its time passes more slowly.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <param name="interval">1, the default, for every step; brains of one interval take turns.</param>
    /// <exception cref="ArgumentException">It is not alive.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    public void SetInterval(BrainHandle brain, int interval)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(interval);
        SlotOf(brain).Interval = interval;
    }

    /// <summary>Whole steps of the time that passed; the rest is kept.</summary>
    private int Accumulate(double dt)
    {
        _accumulated += dt;

        // A time that is a whole number of steps but for rounding means that number.
        var steps = Math.Floor((_accumulated / TimeStep) + 1e-9);
        _accumulated = Math.Max(0.0, _accumulated - (steps * TimeStep));
        return (int)Math.Min(steps, int.MaxValue);
    }

    /// <summary>Makes steps due, and returns how many are too late to be done.</summary>
    private long Demand(int steps)
    {
        var dropped = 0L;
        for (var i = 0; i < _slots.Length && steps > 0; i++)
        {
            ref var slot = ref _slots[i];
            if (!slot.IsRunning)
                continue;
            var due = slot.Due + (slot.Interval == 1 ? steps : StepsOfInterval(slot.Interval, i / Batch, steps));
            slot.Due = (int)Math.Min(due, _maximalCatchUp);
            dropped += due - slot.Due;
        }

        _stepsDue += steps;
        return dropped;
    }

    /// <summary>How many of the coming steps are those of a brain; neighbours take the same ones.</summary>
    private long StepsOfInterval(int interval, int turn, int steps)
    {
        var shifted = _stepsDue + (turn % interval);
        return ((shifted + steps) / interval) - (shifted / interval);
    }

    /// <summary>How many places, of one batch, are to be treated like the first.</summary>
    private int Reach(int first)
    {
        var end = Math.Min((first / Batch * Batch) + Batch, Capacity);
        ref var model = ref _slots[first];
        var last = first + 1;
        while (last < end && _slots[last].IsRunning == model.IsRunning && (!model.IsRunning || _slots[last].Due == model.Due))
            last++;
        return last - first;
    }

    private static bool IsSpent(in StepBudget budget, long done, long started) =>
        (budget.Work > 0 && done >= budget.Work)
        || (budget.Time > 0.0 && Stopwatch.GetElapsedTime(started).TotalMicroseconds >= budget.Time);

    private int Behind()
    {
        var behind = 0;
        foreach (ref readonly var slot in _slots.AsSpan())
            behind += slot.IsRunning && slot.Due > 0 ? 1 : 0;
        return behind;
    }
}
