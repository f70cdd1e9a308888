using Annarchy.Projections;

namespace Annarchy;

/// <content>How synapses lie in memory.</content>
public partial class Projection
{
    private StorageFormat _format;
    private WeightPrecision _weightPrecision;

    /// <summary>Says how the synapses are to lie in memory, instead of leaving it to the library.</summary>
    /// <param name="format">Dense, sparse or a bitmap; automatic leaves it to the library again.</param>
    /// <param name="weights">
    /// Width of the weights. Half precision is for plain rate-coded synapses that connect every pair, in a network of single precision.
    /// </param>
    /// <returns>This projection.</returns>
    /// <remarks>Whether the synapses can be stored so shows when they are made, by <see cref="Network.Compile()"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format or width.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    /// <example><code>
    /// net.Connect(pre, post, "exc").FixedProbability(0.1, weights: 0.2).Store(StorageFormat.Bitmap);
    /// net.Connect(pre, post, "inh").AllToAll(new Uniform(0.0, 1.0)).Store(weights: WeightPrecision.Half);
    /// </code></example>
    public Projection Store(StorageFormat format = StorageFormat.Automatic, WeightPrecision weights = WeightPrecision.Full)
    {
        if (!Enum.IsDefined(format))
            throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such storage format.");
        if (!Enum.IsDefined(weights))
            throw new ArgumentOutOfRangeException(nameof(weights), weights, "Weights have no such precision.");
        Network.CheckNotDisposed();
        if (Network.IsCompiled)
            throw new InvalidOperationException($"Projection {Label}: the network is compiled, its synapses are stored already.");
        (_format, _weightPrecision) = (format, weights);
        return this;
    }

    /// <summary>How the synapses lie in memory, in words: "dense by post-synaptic neuron, own weights".</summary>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public string StorageDescription => Connectivity is SharedWeightConnectivity shared
        ? shared.FormatName
        : $"{Connectivity.FormatName}, {(HasSingleWeight ? "one weight" : WeightColumn.IsHalf ? "own weights in half precision" : "own weights")}{(Connectivity.UniformDelay is null ? ", own delays" : string.Empty)}";

    /// <summary>The format asked for: for this projection, by its connector, or for all of the network.</summary>
    private StorageFormat FormatOf(PatternConnector connector) =>
        _format != StorageFormat.Automatic ? _format
        : connector.Format != StorageFormat.Automatic ? connector.Format
        : Network.Storage == StorageFormat.Sparse ? Network.Storage
        : Network.Device is not null && !connector.Pattern.IsComplete ? StorageFormat.Sparse // Bitmaps have no kernels.
        : StorageFormat.Automatic;
}
