namespace Annarchy;

/// <content>Switches.</content>
public partial class Projection
{
    /// <summary>
    /// Whether the projection works at all. When false, nothing reaches the post-synaptic neurons and all synaptic variables keep their values.
    /// </summary>
    public bool Transmission { get; set; } = true;

    /// <summary>
    /// Whether synaptic variables are updated. When false, transmission goes on with the values they have; event-driven equations are not
    /// affected.
    /// </summary>
    public bool Update { get; set; } = true;

    /// <summary>Whether the weights <c>w</c> change. When false, all other synaptic variables are still updated.</summary>
    public bool Plasticity { get; set; } = true;

    /// <summary>Steps from one evaluation of the synaptic variables to the next.</summary>
    internal long UpdatePeriod { get; private set; } = 1;

    /// <summary>Step within the period at which they are evaluated.</summary>
    internal long UpdateOffset { get; private set; }

    /// <summary>Switches learning on: sets <see cref="Update"/> and <see cref="Plasticity"/>.</summary>
    /// <param name="period">Time between two evaluations of the synaptic variables, ms; null for every step. Events are not affected.</param>
    /// <param name="offset">
    /// Time from now to the first evaluation, ms, less than the period; negative counts from the end of the period. Null for evaluations at
    /// whole multiples of the period.
    /// </param>
    /// <exception cref="ArgumentException">There is an offset without a period, or it is not within the period.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive and finite.</exception>
    public void EnableLearning(double? period = null, double? offset = null)
    {
        if (period is { } ms && !(ms > 0.0 && double.IsFinite(ms)))
            throw new ArgumentOutOfRangeException(nameof(period), period, $"Projection {Label}: a learning period is positive and finite.");
        if (offset is not null && period is null)
            throw new ArgumentException($"Projection {Label}: an offset needs a period.", nameof(offset));
        if (offset is { } shift && !(Math.Abs(shift) < period))
            throw new ArgumentException($"Projection {Label}: the offset {shift} ms is not within the period of {period} ms.", nameof(offset));

        Update = true;
        Plasticity = true;
        UpdatePeriod = period is null ? 1 : Math.Max(1, (long)(period.Value / Network.TimeStep));
        if (offset is null)
        {
            UpdateOffset = 0;
            return;
        }

        var relative = (Network.Time % period!.Value) + offset.Value;
        var within = ((relative % period.Value) + period.Value) % period.Value;
        UpdateOffset = (long)Math.Round(within / Network.TimeStep) % UpdatePeriod;
    }

    /// <summary>
    /// Switches learning off. For rate-coded synapses no variable is updated any more (<see cref="Update"/>); for spiking ones only the weights
    /// keep their values (<see cref="Plasticity"/>), so that transmission and traces go on.
    /// </summary>
    public void DisableLearning()
    {
        if (Pre.Whole.IsSpiking)
            Plasticity = false;
        else
            Update = false;
    }
}
