namespace Annarchy.Convolutions;

/// <summary>Finds the windows of a convolution: one for each post-synaptic neuron, or for those of a bank of filters.</summary>
internal sealed class ConvolutionWindows
{
    private const int MaxDimensions = 4;

    private readonly Geometry _pre;
    private readonly int[] _filter;
    private readonly int[] _places;
    private readonly bool _isBank;
    private readonly bool _keepsLast;
    private readonly string _what;

    private ConvolutionWindows(Geometry pre, Geometry post, int[] weights, bool isBank, bool keepsLast, string label)
    {
        (_pre, _isBank, _keepsLast) = (pre, isBank, keepsLast);
        _filter = isBank ? weights[1..] : weights;
        _places = isBank ? [.. post.Shape.SkipLast(1)] : [.. post.Shape];
        _what = $"Projection {label}: {(isBank ? "filters" : "a filter")} of shape ({string.Join(", ", weights)}) from {pre} to {post}: ";
        if (pre.Dimensions > MaxDimensions || post.Dimensions > MaxDimensions)
            throw Refuse($"populations of more than {MaxDimensions} dimensions are not convolved");
        if (_filter.Length == 0 || weights.Contains(0))
            throw Refuse("there are no weights");
        if (isBank && weights[0] != post[post.Dimensions - 1])
            throw Refuse($"the last dimension of the post-synaptic population has one neuron for each of {weights[0]} filters, not {post[post.Dimensions - 1]}");
    }

    /// <summary>The dimensions of the pre-synaptic population along which filters move, in order of the filter's.</summary>
    private int Moving => _keepsLast || _places.Length == _pre.Dimensions - 1 ? _pre.Dimensions - 1 : _pre.Dimensions;

    /// <param name="pre">Shape of the pre-synaptic population.</param>
    /// <param name="post">Shape of the post-synaptic population.</param>
    /// <param name="weights">Shape of the weights; the number of filters comes first in a bank.</param>
    /// <param name="isBank">Whether there are several filters.</param>
    /// <param name="keepsLast">Whether the filters are applied to each map of the last dimension.</param>
    /// <param name="centres">Where the centres of the filters are; null to spread them evenly.</param>
    /// <param name="label">The projection, for messages.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Stencil Find(
        Geometry pre, Geometry post, int[] weights, bool isBank, bool keepsLast, IReadOnlyList<int[]>? centres, string label)
    {
        var windows = new ConvolutionWindows(pre, post, weights, isBank, keepsLast, label);
        windows.CheckFilter();
        int[] size = keepsLast ? [.. windows._filter, 1] : windows._filter;
        return new Stencil(pre, size, centres is null ? windows.Even(size) : windows.Given(size, centres));
    }

    /// <summary>Place of the element of a filter that lies on the centre.</summary>
    private static int Centre(int size) => (size - 1) / 2;

    private void CheckFilter()
    {
        var (filter, pre) = (_filter.Length, _pre.Dimensions);
        if (_keepsLast && filter != pre - 1)
            throw Refuse($"to keep the last dimension, a filter has one dimension less than the pre-synaptic population, {pre - 1}, not {filter}");
        if (!_keepsLast && filter != pre)
        {
            throw Refuse(
                $"a filter has as many dimensions as the pre-synaptic population, {pre}, not {filter}"
                + (filter == pre - 1 ? "; or set keepLastDimension to apply it to each map of the last dimension" : string.Empty)
                + (filter == pre + 1 ? $"; several filters are connected with {nameof(Convolution.ConnectFilters)}" : string.Empty));
        }

        for (var d = 0; d < filter; d++)
        {
            if (_filter[d] > _pre[d])
                throw Refuse($"the filter is larger than the pre-synaptic population ({_filter[d]} and {_pre[d]} along dimension {d})");
        }
    }

    private void CheckPlaces()
    {
        var (pre, places) = (_pre.Dimensions, _places.Length);
        if (_keepsLast && (places != pre || _places[^1] != _pre[pre - 1]))
            throw Refuse($"to keep the last dimension, the post-synaptic population needs it too, with {_pre[pre - 1]} neurons");
        if (places == pre || (places == pre - 1 && _filter[^1] == _pre[pre - 1]))
            return;
        throw Refuse(places == pre - 1
            ? $"the last dimension of a filter is that of the pre-synaptic population, {_pre[pre - 1]}, where the post-synaptic one has none"
            : $"the post-synaptic population has {pre} dimensions, or {pre - 1}{(_isBank ? ", and one for the filters" : string.Empty)}");
    }

    private int[] Even(int[] size)
    {
        CheckPlaces();
        var positions = new int[_pre.Dimensions][];
        for (var d = 0; d < positions.Length; d++)
        {
            if (d >= Moving)
            {
                positions[d] = _keepsLast ? [.. Enumerable.Range(0, _pre[d])] : [0];
                continue;
            }

            var step = _pre[d] / _places[d];
            if (step * _places[d] != _pre[d])
                throw Refuse($"{_pre[d]} neurons along dimension {d} are not a multiple of {_places[d]}; list the centres of the filters as subsampling");
            var (first, centre) = ((step - 1) / 2, Centre(size[d]));
            positions[d] = [.. Enumerable.Range(0, _places[d]).Select(i => first + (step * i) - centre)];
        }

        return Stencil.Origins(positions);
    }

    private int[] Given(int[] size, IReadOnlyList<int[]> centres)
    {
        var (count, n) = (_places.Aggregate(1, (product, length) => product * length), _pre.Dimensions);
        if (centres.Count != count)
            throw Refuse($"subsampling takes {count} centres of filters, {centres.Count} were given");
        var origins = new int[count * n];
        for (var window = 0; window < count; window++)
        {
            if (centres[window]?.Length != n)
                throw Refuse($"each centre has {n} coordinates, number {window} has {centres[window]?.Length ?? 0}");
            for (var d = 0; d < n; d++)
            {
                var centre = centres[window][d];
                if ((uint)centre >= (uint)_pre[d])
                    throw Refuse($"centre ({string.Join(", ", centres[window])}) is outside of the pre-synaptic population");
                origins[(window * n) + d] = centre - Centre(size[d]);
            }
        }

        return origins;
    }

    private ArgumentException Refuse(string problem) => new(_what + problem + ".");
}
