using Annarchy.Devices;
using Annarchy.Transmission;

namespace Annarchy;

/// <summary>Turns the spikes of a population into rates that rate-coded neurons receive in <c>sum(target)</c>.</summary>
/// <remarks>
/// The sum is the mean rate, Hz, of a neuron's pre-synaptic neurons over a sliding window, each spike counting as much as the weight of its
/// synapse: <c>1000 / window * sum of w over the spikes in the window / number of synapses</c>. With weights of 0.01 a rate of 100 Hz
/// becomes 1.
/// </remarks>
/// <example><code>
/// net.Connect(new DecodingProjection(spiking, rate, "exc", window: 10.0)).AllToAll(1.0);
/// </code></example>
public sealed class DecodingProjection : Projection
{
    /// <summary>Creates the projection; it works once <see cref="Network.Connect{T}(T)"/> took it up and it is connected.</summary>
    /// <param name="pre">Spiking neurons.</param>
    /// <param name="post">Rate-coded neurons.</param>
    /// <param name="target">What the rates feed: <c>exc</c> for <c>sum(exc)</c>.</param>
    /// <param name="window">Width of the window, ms; 0 for one step.</param>
    /// <param name="name">Unique name within the network; null for <c>proj0</c>, <c>proj1</c>, ...</param>
    /// <exception cref="ArgumentException">The neurons are of the wrong kind.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The window is shorter than a step, NaN or infinite.</exception>
    public DecodingProjection(NeuronGroup pre, NeuronGroup post, string target, double window = 0.0, string? name = null)
        : base(pre, Checked(pre, post), target, name: name)
    {
        var dt = Network.TimeStep;
        WindowSteps = window == 0.0 ? 1 : (long)Math.Floor((window / dt) + 1e-9);
        if (!double.IsFinite(window) || WindowSteps < 1 || WindowSteps > 1 << 24)
            throw new ArgumentOutOfRangeException(nameof(window), window, $"The window of a DecodingProjection is at least one step, {dt} ms.");
    }

    /// <summary>Width of the window, ms.</summary>
    public double Window => WindowSteps * Network.TimeStep;

    internal long WindowSteps { get; }

    internal override void AddSystems(Pipeline pipeline)
    {
        ISystem? onDevice = Network.OnDevice is { } device ? ProjectionKernels.CreateDecoding(device, this, ColumnOf) : null;
        Add(pipeline, Stage.Transmission, onDevice ?? (Network.Precision == Precision.Single ? new DecodingSystem<float>(this) : new DecodingSystem<double>(this)));
    }

    private protected override void CheckTransmission()
    {
    }

    private static NeuronGroup Checked(NeuronGroup pre, NeuronGroup post)
    {
        ArgumentNullException.ThrowIfNull(post);
        if (!pre.Whole.IsSpiking)
            throw new ArgumentException($"A DecodingProjection decodes the spikes of spiking neurons; '{pre.Name}' is rate-coded.", nameof(pre));
        if (post.Whole.IsSpiking)
            throw new ArgumentException($"A DecodingProjection goes to rate-coded neurons; '{post.Name}' is spiking.", nameof(post));
        return post;
    }
}
