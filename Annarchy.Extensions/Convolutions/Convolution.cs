
namespace Annarchy.Convolutions;

/// <summary>Applies a filter, or a bank of filters, to a map of neurons: a convolution as in convolutional networks (a cross-correlation).</summary>
/// <remarks>
/// <para>A neuron of the post-synaptic population receives <c>sum over k of w[k] * pre.r[c + k]</c>, where <c>c</c> is the neuron at its
/// place in the pre-synaptic population and <c>k</c> runs over the filter around its centre, element <c>(size - 1) / 2</c> along each
/// dimension. Nothing is stored per synapse. The weights do not learn, but can be set at any time.</para>
/// <para>Where the post-synaptic population is smaller along a dimension by a whole factor, only every so many places get a filter.</para>
/// </remarks>
/// <example><code>
/// var edges = net.Connect(new Convolution(image, map, "exc")).ConnectFilter(new double[,] { { -1, 0, 1 }, { -2, 0, 2 }, { -1, 0, 1 } });
/// </code></example>
public sealed class Convolution : Projection
{
    /// <summary>Creates the projection; it works once <see cref="Network.Connect{T}(T)"/> took it up and it is connected.</summary>
    /// <param name="pre">The map, of 1 to 4 dimensions.</param>
    /// <param name="post">Where the result goes.</param>
    /// <param name="target">What it feeds: <c>exc</c> for <c>sum(exc)</c>, or <c>g_exc</c> of spiking neurons, which get it in every step.</param>
    /// <param name="psp">What each element of a filter contributes, from <c>w</c> and variables of both neurons.</param>
    /// <param name="operation">How contributions are combined: <c>sum</c>, <c>max</c>, <c>min</c> or <c>mean</c>.</param>
    /// <param name="name">Unique name within the network; null for <c>proj0</c>, <c>proj1</c>, ...</param>
    /// <exception cref="EquationException">The psp is not valid.</exception>
    /// <exception cref="ArgumentException">The operation is unknown, or the post-synaptic neurons have no such target.</exception>
    public Convolution(
        Population pre, Population post, string target, string psp = "w * pre.r", string operation = "sum", string? name = null)
        : base(pre, post, target, Model(psp, operation), name)
    {
    }

    /// <summary>Whether a bank of filters was connected.</summary>
    public bool IsBank { get; private set; }

    /// <summary>The weights, in the shape they were given; a bank has the filters along its first dimension.</summary>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    /// <exception cref="ArgumentException">There are not as many.</exception>
    public Values Weights
    {
        get => this["w"];
        set => this["w"] = value;
    }

    /// <summary>Connects with one filter.</summary>
    /// <param name="weights">
    /// The filter, with the dimensions of the pre-synaptic population. If the post-synaptic population lacks the last dimension, the filter is as
    /// long along it as the pre-synaptic population: (100, 100, 3) * (3, 3, 3) -> (100, 100).
    /// </param>
    /// <param name="delays">Delay of all synapses, ms; rounded to steps, at least one.</param>
    /// <param name="keepLastDimension">
    /// Whether a filter with one dimension less is applied to each map of the last dimension: (100, 100, 16) * (3, 3) -> (100, 100, 16).
    /// </param>
    /// <param name="padding">What lies outside of the pre-synaptic population: 0, another number, or <see cref="Padding.Border"/>.</param>
    /// <param name="subsampling">For each post-synaptic neuron the pre-synaptic coordinates of the filter's centre; null to spread them evenly.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other, a filter is larger than the population, or a weight is not a number.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Convolution ConnectFilter(
        Values weights, double delays = 0.0, bool keepLastDimension = false, Padding padding = default, IReadOnlyList<int[]>? subsampling = null) =>
        Connect(weights, isBank: false, delays, keepLastDimension, padding, subsampling);

    /// <summary>Connects with several filters: (100, 100) * (16, 3, 3) -> (100, 100, 16), (100, 100, 3) * (16, 3, 3, 3) -> (100, 100, 16).</summary>
    /// <param name="weights">The filters, along the first dimension. The last dimension of the post-synaptic population has a neuron for each.</param>
    /// <param name="delays">Delay of all synapses, ms; rounded to steps, at least one.</param>
    /// <param name="keepLastDimension">
    /// Whether filters with one dimension less are applied to each map of the last dimension: (100, 100, 8) * (4, 3, 3) -> (100, 100, 8, 4).
    /// </param>
    /// <param name="padding">What lies outside of the pre-synaptic population: 0, another number, or <see cref="Padding.Border"/>.</param>
    /// <param name="subsampling">
    /// The pre-synaptic coordinates of the filters' centre for each place of the post-synaptic population, its last dimension left out; null to
    /// spread them evenly.
    /// </param>
    /// <inheritdoc cref="ConnectFilter" path="/returns"/>
    /// <inheritdoc cref="ConnectFilter" path="/exception"/>
    public Convolution ConnectFilters(
        Values weights, double delays = 0.0, bool keepLastDimension = false, Padding padding = default, IReadOnlyList<int[]>? subsampling = null) =>
        Connect(weights, isBank: true, delays, keepLastDimension, padding, subsampling);

    private static Synapse Model(string psp, string operation) => new(
        psp: psp,
        operation: operation,
        name: $"Convolution ({operation})",
        description: "Filters shared by all neurons of a map.");

    private Convolution Connect(
        Values weights, bool isBank, double delays, bool keepLastDimension, Padding padding, IReadOnlyList<int[]>? subsampling)
    {
        if (weights.Distribution is not null)
            throw new ArgumentException($"Projection '{Name}': the shape of a filter is that of its weights; draw them from the distribution first.", nameof(weights));
        int[] shape = weights.IsScalar ? [] : [.. weights.Shape];
        var (pre, post) = (Pre.Whole.Geometry, Post.Whole.Geometry);
        var windows = ConvolutionWindows.Find(pre, post, shape, isBank, keepLastDimension, subsampling, $"'{Name}'");
        var filters = isBank ? shape[0] : 1;
        var size = string.Join(", ", isBank ? shape[1..] : shape);
        var description = $"convolution with {(isBank ? $"{filters} filters" : "a filter")} of ({size}), padding {padding}"
            + (keepLastDimension ? ", last dimension kept" : string.Empty)
            + (subsampling is null ? string.Empty : ", given centres");
        ConnectShared(new ConvolutionRule(windows, shape, filters, padding, description), weights, delays);
        IsBank = isBank;
        return this;
    }
}
