using System.Diagnostics.CodeAnalysis;
using Annarchy.Control;

namespace Annarchy;

/// <content>Callbacks.</content>
public partial class Network
{
    private readonly List<Callback> _callbacks = [];

    /// <summary>The callbacks, in order of declaration, in which those that fall on the same step are called.</summary>
    public IReadOnlyList<Callback> Callbacks => _callbacks;

    /// <summary>Whether callbacks are called; <see cref="EnableCallbacks"/> and <see cref="DisableCallbacks"/> switch them all.</summary>
    public bool CallbacksEnabled { get; private set; } = true;

    /// <summary>Declares a callback: a method called at regular times while the network runs, just before the step of that time.</summary>
    /// <remarks>
    /// Times count from the start of each run, see <see cref="Callback"/>: with a period of 100 ms and an offset of -10 ms a run that begins
    /// at 0 ms calls at 90, 190, 290 ms and so on. A callback may change attributes, and the network's time; it cannot simulate or reset the
    /// network. If it throws, the step is completed and the run ends with a <see cref="CallbackException"/>.
    /// </remarks>
    /// <param name="period">Time between two calls, ms; shorter than a step means every step.</param>
    /// <param name="action">What to call, with the number of the call: 0 for the first one of a run.</param>
    /// <param name="offset">Time of the call within each period, ms, shorter than it; negative counts from the end of the period.</param>
    /// <param name="wait">Time before the first period begins, ms.</param>
    /// <param name="name">Name in messages; null for that of the method.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The period is not a positive finite number, the offset not within it, or the wait negative or not finite.
    /// </exception>
    public Callback Every(double period, Action<long> action, double offset = 0.0, double wait = 0.0, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        CheckNotDisposed();
        var steps = CallbackSteps(period, offset, wait);
        name ??= CallbackMethods.WrittenName(action) ?? $"callback{_callbacks.Count}";
        var callback = new Callback(name, action, TimeStep, steps, CurrentStep);
        _callbacks.Add(callback);
        return callback;
    }

    /// <summary>
    /// Declares the methods of a class that are marked with <see cref="EveryAttribute"/>; a class that derives from <see cref="Network"/>
    /// does it in its constructor: <c>AddCallbacks(this)</c>.
    /// </summary>
    /// <typeparam name="T">The class whose methods are marked.</typeparam>
    /// <param name="owner">The object to call them on.</param>
    /// <returns>The callbacks, in order of declaration.</returns>
    /// <exception cref="ArgumentException">A marked method does not take the number of the call, or returns something.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Period, offset or wait of a method are out of range.</exception>
    public IReadOnlyList<Callback> AddCallbacks<[DynamicallyAccessedMembers(CallbackMethods.Access)] T>(T owner)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(owner);
        var found = CallbackMethods.Find(typeof(T), owner).ToList();
        return [.. found.Select(m => Every(m.Mark.Period, m.Action, m.Mark.Offset, m.Mark.Wait, m.Name))];
    }

    /// <summary>Lets callbacks be called again after <see cref="DisableCallbacks"/>.</summary>
    public void EnableCallbacks() => CallbacksEnabled = true;

    /// <summary>Stops calling callbacks; they stay declared.</summary>
    public void DisableCallbacks() => CallbacksEnabled = false;

    /// <summary>Forgets all callbacks.</summary>
    public void ClearCallbacks() => _callbacks.Clear();

    /// <summary>Forgets a callback.</summary>
    /// <param name="callback">The callback.</param>
    /// <returns>Whether the network had it.</returns>
    public bool RemoveCallback(Callback callback) => _callbacks.Remove(callback);

    /// <summary>Calls what is due before the step in progress.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    private Exception? RunCallbacks()
    {
        if (!CallbacksEnabled || _callbacks.Count == 0)
            return null;
        List<CallbackException>? failures = null;
        var step = CurrentStep;
        for (var i = 0; i < _callbacks.Count; i++)
        {
            var callback = _callbacks[i];
            if (!callback.IsDue(step, out var number))
                continue;
            try
            {
                callback.Call(number);
            }
            catch (Exception exception)
            {
                (failures ??= []).Add(new CallbackException(callback.Name, number, step * TimeStep, exception));
            }

            // A callback that moved the time moved the others' schedules with it.
            step = CurrentStep;
        }

        return failures switch
        {
            null => null,
            [var only] => only,
            _ => new AggregateException($"{failures.Count} callbacks threw in the same step.", failures),
        };
    }

    private (long Period, long Offset, long Wait) CallbackSteps(double period, double offset, double wait)
    {
        if (!double.IsFinite(period) || period <= 0.0)
            throw new ArgumentOutOfRangeException(nameof(period), period, "The period of a callback is a positive finite number of ms.");
        if (!(Math.Abs(offset) < period))
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The offset of a callback is shorter than its period, {period} ms.");
        if (!double.IsFinite(wait) || wait < 0.0)
            throw new ArgumentOutOfRangeException(nameof(wait), wait, "The wait of a callback is a finite number of ms, at least 0.");
        var steps = Math.Max(1L, (long)Math.Round(period / TimeStep));
        var shift = (long)Math.Round(offset / TimeStep) % steps;
        return (steps, shift < 0 ? shift + steps : shift, (long)Math.Round(wait / TimeStep));
    }
}
