namespace Annarchy.Synapses;

/// <summary>When a condition of structural plasticity is evaluated: at multiples of a period from time 0, while it is switched on.</summary>
internal sealed class StructuralSchedule
{
    private long _period = 1;

    public bool IsOn { get; private set; }

    /// <summary>Steps between two evaluations; null while it is switched off.</summary>
    public long? Period => IsOn ? _period : null;

    /// <summary>Switches it as <see cref="Period"/> said.</summary>
    public void Restore(long? period)
    {
        if (period is { } steps)
            Start(steps);
        else
            Stop();
    }

    public void Start(long period) => (IsOn, _period) = (true, period);

    public void Stop() => IsOn = false;

    public bool IsDue(long step) => IsOn && step % _period == 0;
}
