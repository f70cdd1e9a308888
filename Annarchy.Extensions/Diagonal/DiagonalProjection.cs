namespace Annarchy.Diagonal;

/// <summary>
/// Sums a map along its diagonals: all post-synaptic neurons with the same last coordinates receive the same, from a line across
/// the pre-synaptic map. Networks that transform coordinates, from the retina to the head for example, are made of it.
/// </summary>
/// <remarks>
/// <para>
/// Between two dimensions, neuron <c>(i, j)</c> receives <c>sum over rows k and elements f of w[f] * pre.r[k, c + f - size/2]</c> with
/// <c>c = j - offset + slope k</c> for slopes of at least 0 and <c>c = j + offset + slope k</c> for negative ones (<c>size/2</c> rounded down). Rows whose
/// <c>c</c> lies outside of the pre-synaptic population are left out, as are elements of the filter outside of it.
/// </para>
/// <para>
/// Between four dimensions, neuron <c>(i, j, x, y)</c> receives <c>sum of w(dx, dy) * pre.r[a, b, u, v]</c> over all pre-synaptic
/// neurons, a Gaussian of the distances <c>dx = x - (a + u) + p/2</c> and <c>dy = y - (b + v) + q/2</c>, where <c>p</c> and <c>q</c> are the
/// first two lengths of the pre-synaptic population, halved and rounded down.
/// </para>
/// <para>Nothing is stored per synapse and nothing learns, but the weights can be set at any time. The sums are computed once for all neurons that share them.</para>
/// </remarks>
/// <example><code>
/// net.Connect(new DiagonalProjection(map, summed, "exc")).ConnectDiagonal([0.5, 1.0, 0.5], slope: -1);
/// </code></example>
public sealed class DiagonalProjection : Projection
{
    /// <summary>Creates the projection; it works once <see cref="Network.Connect{T}(T)"/> took it up and it is connected.</summary>
    /// <param name="pre">The map, of two or four dimensions.</param>
    /// <param name="post">Where the sums go, of as many dimensions.</param>
    /// <param name="target">What they feed: <c>exc</c> for <c>sum(exc)</c>.</param>
    /// <param name="name">Unique name within the network; null for <c>proj0</c>, <c>proj1</c>, ...</param>
    /// <exception cref="ArgumentException">The post-synaptic neurons have no such target, or the ends are of different networks.</exception>
    public DiagonalProjection(Population pre, Population post, string target, string? name = null)
        : base(pre, post, target, new Synapse(psp: "w * pre.r", name: "Diagonal", description: "Weights shared along diagonals."), name)
    {
    }

    /// <summary>Connects two populations of two dimensions along diagonals.</summary>
    /// <param name="weights">The filter across the diagonal: a number, or a list no longer than a row of the pre-synaptic population.</param>
    /// <param name="delays">Delay of all synapses, ms; rounded to steps, at least one.</param>
    /// <param name="offset">Where the diagonal of the first post-synaptic column begins.</param>
    /// <param name="slope">Columns by which the diagonal moves from one row to the next.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">A population has not two dimensions, or the filter is too long or no list of numbers.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public DiagonalProjection ConnectDiagonal(Values weights, double delays = 0.0, int offset = 0, int slope = 1)
    {
        CheckDimensions(2);
        var (pre, post) = (Pre.Whole.Geometry, Post.Whole.Geometry);
        if (weights.Distribution is not null || weights.Count == 0 || weights.Shape.Count > 1 || weights.Count > pre[1])
        {
            throw Refuse(
                weights.Distribution is not null || weights.Count == 0 || weights.Shape.Count > 1
                    ? "the filter is a number or a list of numbers"
                    : $"a filter of {weights.Count} weights is longer than a row of the pre-synaptic population, {pre[1]}",
                nameof(weights));
        }

        ConnectShared(new DiagonalRule(pre, post, weights.Count, offset, slope), weights, delays);
        return this;
    }

    /// <summary>Connects two populations of four dimensions with a Gaussian of the distance from the diagonal.</summary>
    /// <param name="amp">Weight at distance 0.</param>
    /// <param name="sigma">
    /// Width, in lengths of the post-synaptic population along its last two dimensions, <c>n</c> rounded down to an even number: the weight is
    /// <c>amp exp(-(dx^2 / (sigma nx)^2 + dy^2 / (sigma ny)^2))</c>.
    /// </param>
    /// <param name="minVal">Weights that are not greater are left out.</param>
    /// <param name="maxDistance">Distances along a dimension that are not smaller are left out; 0 for all.</param>
    /// <param name="delays">Delay of all synapses, ms; rounded to steps, at least one.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">A population has not four dimensions, or the post-synaptic one less than two neurons along its last two.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, the width is not positive or the distance negative.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public DiagonalProjection ConnectGaussian(double amp, double sigma, double minVal, double maxDistance = 0.0, double delays = 0.0)
    {
        CheckDimensions(4);
        Check(double.IsFinite(amp), amp, nameof(amp), "The amplitude is a finite number.");
        Check(double.IsFinite(sigma) && sigma > 0.0, sigma, nameof(sigma), "The width is a positive finite number.");
        Check(double.IsFinite(minVal), minVal, nameof(minVal), "The smallest weight is a finite number.");
        Check(double.IsFinite(maxDistance) && maxDistance >= 0.0, maxDistance, nameof(maxDistance), "The greatest distance is a finite number, at least 0.");
        var (pre, post) = (Pre.Whole.Geometry, Post.Whole.Geometry);
        if (post[2] < 2 || post[3] < 2)
            throw Refuse("a Gaussian needs at least two post-synaptic neurons along the last two dimensions", nameof(sigma));
        var (wide, high) = (sigma * (post[2] - (post[2] % 2)), sigma * (post[3] - (post[3] % 2)));
        var rule = new GaussianDiagonalRule(pre, post, (dx, dy) =>
        {
            var weight = amp * Math.Exp(-((dx * dx / wide / wide) + (dy * dy / high / high)));
            return weight > minVal && (maxDistance == 0.0 || (Math.Abs(dx) < maxDistance && Math.Abs(dy) < maxDistance)) ? weight : null;
        });
        ConnectShared(rule, rule.Weights, delays);
        return this;

        static void Check(bool holds, double value, string argument, string message)
        {
            if (!holds)
                throw new ArgumentOutOfRangeException(argument, value, message);
        }
    }

    private void CheckDimensions(int dimensions)
    {
        if (Pre.Whole.Geometry.Dimensions != dimensions || Post.Whole.Geometry.Dimensions != dimensions)
            throw Refuse($"both populations need {dimensions} dimensions", null);
    }

    private ArgumentException Refuse(string problem, string? argument) =>
        new($"Projection '{Name}': diagonals from {Pre.Whole.Geometry} to {Post.Whole.Geometry}: {problem}.", argument);
}
