namespace Annarchy.Convolutions;

/// <summary>A projection with the synapses, weights and delays of another one, which stay its own: what changes there changes here.</summary>
/// <remarks>The copy does not learn itself. Its psp and the way contributions are combined may differ.</remarks>
/// <example><code>
/// var original = net.Connect(left, out1, "exc").FixedProbability(0.1, 0.5);
/// net.Connect(new Copy(right, out2, "exc")).ConnectCopy(original);
/// </code></example>
public sealed class Copy : Projection
{
    /// <summary>Creates the projection; it works once <see cref="Network.Connect{T}(T)"/> took it up and it is connected.</summary>
    /// <param name="pre">A population of the geometry of the original's pre-synaptic one.</param>
    /// <param name="post">A population of the geometry of the original's post-synaptic one.</param>
    /// <param name="target">What the synapses feed.</param>
    /// <param name="psp">What a synapse contributes; null for <c>w * pre.r</c>, or <c>g_target += w</c> at the spikes of spiking neurons.</param>
    /// <param name="operation">How contributions are combined: <c>sum</c>, <c>max</c>, <c>min</c> or <c>mean</c>.</param>
    /// <param name="name">Unique name within the network; null for <c>proj0</c>, <c>proj1</c>, ...</param>
    /// <exception cref="EquationException">The psp is not valid.</exception>
    /// <exception cref="ArgumentException">The operation is unknown, or the post-synaptic neurons have no such target.</exception>
    public Copy(Population pre, Population post, string target, string? psp = null, string operation = "sum", string? name = null)
        : base(pre, post, target, Model(pre, psp, operation), name)
    {
    }

    /// <summary>Takes the synapses of a projection.</summary>
    /// <param name="original">The projection; its populations have the geometries of those of the copy.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">The geometries differ, or only one of the projections starts from spiking neurons.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Copy ConnectCopy(Projection original)
    {
        ArgumentNullException.ThrowIfNull(original);
        if (!original.Pre.Whole.Geometry.Equals(Pre.Whole.Geometry) || !original.Post.Whole.Geometry.Equals(Post.Whole.Geometry))
        {
            throw new ArgumentException(
                $"Projection '{Name}' from {Pre.Whole.Geometry} to {Post.Whole.Geometry} cannot copy '{original.Name}', which goes from "
                + $"{original.Pre.Whole.Geometry} to {original.Post.Whole.Geometry}.",
                nameof(original));
        }

        ConnectBorrowed(original, transpose: false);
        return this;
    }

    /// <summary>Spiking neurons without a psp send their spikes, which needs no model.</summary>
    private static Synapse? Model(Population pre, string? psp, string operation)
    {
        ArgumentNullException.ThrowIfNull(pre);
        return pre.IsSpiking && psp is null && operation == "sum"
            ? null
            : new Synapse(psp: psp ?? "w * pre.r", operation: operation, name: $"Copy ({operation})");
    }
}
