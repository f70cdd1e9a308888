
namespace Annarchy.Convolutions;

/// <summary>Pools a map of neurons: each post-synaptic neuron receives the greatest, least or mean rate of a window, or their sum.</summary>
/// <example><code>
/// net.Connect(new Pooling(map, pooled, "exc", operation: "max")).ConnectPooling();   // (100, 100) -> (50, 50): windows of (2, 2)
/// </code></example>
public sealed class Pooling : Projection
{
    private const int MaxDimensions = 4;

    /// <summary>Creates the projection; it works once <see cref="Network.Connect{T}(T)"/> took it up and it is connected.</summary>
    /// <param name="pre">The map, of 1 to 4 dimensions.</param>
    /// <param name="post">Where the result goes.</param>
    /// <param name="target">What it feeds: <c>exc</c> for <c>sum(exc)</c>, or <c>g_exc</c> of spiking neurons, which get it in every step.</param>
    /// <param name="psp">What is pooled: an expression of variables of the pre-synaptic neuron.</param>
    /// <param name="operation"><c>max</c>, <c>min</c>, <c>mean</c> or <c>sum</c>.</param>
    /// <param name="name">Unique name within the network; null for <c>proj0</c>, <c>proj1</c>, ...</param>
    /// <exception cref="EquationException">The psp is not valid.</exception>
    /// <exception cref="ArgumentException">The operation is unknown, or the post-synaptic neurons have no such target.</exception>
    public Pooling(Population pre, Population post, string target, string psp = "pre.r", string operation = "max", string? name = null)
        : base(pre, post, target, Model(psp, operation), name)
    {
    }

    /// <summary>Connects the windows.</summary>
    /// <param name="extent">
    /// Size of a window along each dimension of the pre-synaptic population; null for the ratio of the populations. Where the post-synaptic
    /// population has fewer dimensions, windows have the whole length of the others.
    /// </param>
    /// <param name="strides">
    /// Neurons from one window to the next along each dimension of the post-synaptic population; null for windows side by side that
    /// cover the map. With less than the extent they overlap. What lies outside of the map at its end is left out.
    /// </param>
    /// <param name="delays">Delay, ms; rounded to steps, at least one.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other, or a window is larger than the population or begins outside of it.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Pooling ConnectPooling(IReadOnlyList<int>? extent = null, IReadOnlyList<int>? strides = null, double delays = 0.0)
    {
        var (pre, post) = (Pre.Whole.Geometry, Post.Whole.Geometry);
        var what = $"Projection '{Name}': pooling {(extent is null ? string.Empty : $"windows of ({string.Join(", ", extent)}) ")}from {pre} to {post}: ";
        var (n, placed) = (pre.Dimensions, post.Dimensions);
        Check(n <= MaxDimensions, $"populations of more than {MaxDimensions} dimensions are not pooled");
        Check(placed <= n, "the post-synaptic population has more dimensions than the pre-synaptic one");
        Check(extent is not null || placed == n, "without the extent of windows, both populations need as many dimensions");
        Check(extent is null || extent.Count == n, $"the extent of a window needs {n} numbers");
        Check(strides is null || strides.Count == placed, $"strides need {placed} numbers");
        var (size, positions) = (new int[n], new int[n][]);
        for (var d = 0; d < n; d++)
        {
            var places = d < placed ? post[d] : 1;
            size[d] = extent?[d] ?? pre[d] / places;
            Check(size[d] >= 1 && size[d] <= pre[d], $"a window of {size[d]} does not fit {pre[d]} neurons along dimension {d}");
            Check(
                strides is not null || size[d] * places == pre[d],
                $"{places} windows of {size[d]} do not cover {pre[d]} neurons along dimension {d}; give strides if they should overlap or leave neurons out");
            var stride = d < placed && strides is not null ? strides[d] : size[d];
            Check(stride >= 1 && (long)(places - 1) * stride < pre[d], $"with a stride of {stride} along dimension {d}, not all {places} windows begin inside {pre[d]} neurons");
            positions[d] = [.. Enumerable.Range(0, places).Select(i => i * stride)];
        }

        var allInside = Enumerable.Range(0, n).All(d => positions[d][^1] + size[d] <= pre[d]);
        var description = $"pooling of windows of ({string.Join(", ", size)})" + (strides is null ? string.Empty : $", strides ({string.Join(", ", strides)})");
        ConnectShared(new PoolingRule(new Stencil(pre, size, Stencil.Origins(positions)), allInside, description), 1.0, delays);
        return this;

        void Check(bool fits, string problem)
        {
            if (!fits)
                throw new ArgumentException(what + problem + ".");
        }
    }

    private static Synapse Model(string psp, string operation) =>
        new(psp: psp, operation: operation, name: $"Pooling ({operation})", description: "Pools the neurons of a window.");
}
