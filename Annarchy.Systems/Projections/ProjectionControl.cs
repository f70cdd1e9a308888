namespace Annarchy;

/// <content>Switches.</content>
public partial class Projection
{
    private bool _plasticity = true;

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
    public bool Plasticity
    {
        get => _plasticity;
        set
        {
            Settle();
            _plasticity = value;
        }
    }

    /// <summary>Whether axonal spikes act on the synapses.</summary>
    public bool AxonTransmission { get; set; } = true;

    /// <summary>Whether anything is transmitted: neither the projection nor the post-synaptic population is switched off.</summary>
    internal bool IsTransmitting => Transmission && Post.Whole.IsEnabled;

    /// <summary>Steps from one evaluation of the synaptic variables to the next.</summary>
    internal long UpdatePeriod { get; private set; } = 1;

    /// <summary>Step within the period at which they are evaluated.</summary>
    internal long UpdateOffset { get; private set; }

    /// <summary>Switches learning on: sets <see cref="Update"/> and <see cref="Plasticity"/>.</summary>
    /// <param name="period">Time between two evaluations of the synaptic variables, ms; null for every step. Events are not affected.</param>
    /// <param name="offset">
    /// Time of the evaluation within the period, ms, less than the period; negative counts from its end. Periods are counted from time 0,
    /// whenever learning is switched on.
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
        UpdatePeriod = period is null ? 1 : Math.Max(1, (long)Math.Round(period.Value / Network.TimeStep));
        var steps = (long)Math.Round((offset ?? 0.0) / Network.TimeStep);
        UpdateOffset = ((steps % UpdatePeriod) + UpdatePeriod) % UpdatePeriod;
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
