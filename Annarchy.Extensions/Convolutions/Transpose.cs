namespace Annarchy.Convolutions;

/// <summary>The synapses of a projection the other way round, with its weights: what changes there changes here.</summary>
/// <remarks>
/// Rate-coded neurons receive <c>sum of w * r</c> over the neurons they project to, spiking ones <c>w</c> at their spikes, each after the
/// delay of the original, which must be the same for all synapses. The transpose does not learn itself.
/// </remarks>
/// <example><code>
/// var forward = net.Connect(input, output, "exc", new Oja()).AllToAll(new Uniform(0.0, 1.0));
/// net.Connect(new Transpose(forward, "inh")).ConnectTranspose();
/// </code></example>
public sealed class Transpose : Projection
{
    private readonly Projection _original;

    /// <summary>Creates the projection; it works once <see cref="Network.Connect{T}(T)"/> took it up and it is connected.</summary>
    /// <param name="projection">The original.</param>
    /// <param name="target">What the neurons it comes from receive, such as <c>exc</c> for <c>sum(exc)</c>.</param>
    /// <param name="name">Unique name within the network; null for <c>proj0</c>, <c>proj1</c>, ...</param>
    /// <exception cref="ArgumentException">
    /// Only one end of the original is spiking, or its pre-synaptic neurons have no such target.
    /// </exception>
    public Transpose(Projection projection, string target, string? name = null)
        : base(Checked(projection).Post.Whole, projection.Pre.Whole, target, Model(projection), name) => _original = projection;

    /// <summary>Takes the synapses of the original.</summary>
    /// <returns>This projection.</returns>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Transpose ConnectTranspose()
    {
        ConnectBorrowed(_original, transpose: true);
        return this;
    }

    private static Projection Checked(Projection projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return projection.Pre.Whole.IsSpiking == projection.Post.Whole.IsSpiking
            ? projection
            : throw new ArgumentException(
                $"Projection '{projection.Name}' connects '{projection.Pre.Name}' with '{projection.Post.Name}', of which only one is spiking; it has no transpose.",
                nameof(projection));
    }

    private static Synapse Model(Projection projection) => projection.Pre.Whole.IsSpiking
        ? new Synapse(preSpike: "g_target += w", name: "Transposed spiking synapse")
        : new Synapse(psp: "w * pre.r", name: "Transposed rate-coded synapse");
}
