using Annarchy.Projections;

namespace Annarchy;

/// <content>How synapses lie in memory.</content>
public partial class Projection
{
    private StorageFormat _format;

    /// <summary>Says how the synapses are to lie in memory, instead of leaving it to the library.</summary>
    /// <param name="format">Dense, sparse or a bitmap; automatic takes back what was said.</param>
    /// <returns>This projection.</returns>
    /// <remarks>Whether the synapses can be stored so shows when they are made, by <see cref="Network.Compile()"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    /// <example><code>
    /// net.Connect(pre, post, "exc").FixedProbability(0.1, weights: 0.2).Store(StorageFormat.Bitmap);
    /// </code></example>
    public Projection Store(StorageFormat format)
    {
        if (!Enum.IsDefined(format))
            throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such storage format.");
        Network.CheckNotDisposed();
        if (Network.IsCompiled)
            throw new InvalidOperationException($"Projection {Label}: the network is compiled, its synapses are stored already.");
        _format = format;
        return this;
    }

    /// <summary>How the synapses lie in memory, in words: "dense by post-synaptic neuron, own weights".</summary>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public string StorageDescription => Connectivity is SharedWeightConnectivity shared
        ? shared.FormatName
        : $"{Connectivity.FormatName}, {(HasSingleWeight ? "one weight" : "own weights")}{(Connectivity.UniformDelay is null ? ", own delays" : string.Empty)}";

    /// <summary>The format asked for: for this projection, by its connector, or for all of the network.</summary>
    private StorageFormat FormatOf(PatternConnector connector) =>
        _format != StorageFormat.Automatic ? _format
        : connector.Format != StorageFormat.Automatic ? connector.Format
        : Network.Storage == StorageFormat.Sparse ? Network.Storage
        : Network.Device is not null && !connector.Pattern.IsComplete ? StorageFormat.Sparse // Bitmaps have no kernels.
        : StorageFormat.Automatic;
}
