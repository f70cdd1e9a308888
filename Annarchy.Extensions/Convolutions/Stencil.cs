namespace Annarchy.Convolutions;

/// <summary>Windows of one size over the neurons of a population: where each begins, which may be outside, and what it covers.</summary>
internal sealed class Stencil
{
    private readonly int[] _origins;

    /// <param name="map">Shape of the population.</param>
    /// <param name="size">Extent of every window along each dimension.</param>
    /// <param name="origins">Coordinates of the first element of each window, one window after the other.</param>
    public Stencil(Geometry map, int[] size, int[] origins)
    {
        Map = map;
        Size = size;
        _origins = origins;
        Count = origins.Length / map.Dimensions;
        Elements = size.Aggregate(1, (product, length) => product * length);
    }

    public Geometry Map { get; }

    public IReadOnlyList<int> Size { get; }

    /// <summary>Number of windows.</summary>
    public int Count { get; }

    /// <summary>Elements of a window.</summary>
    public int Elements { get; }

    public long ByteCount => (long)_origins.Length * sizeof(int);

    /// <summary>Coordinates of the first element of a window.</summary>
    public ReadOnlySpan<int> Origin(int window) => _origins.AsSpan(window * Map.Dimensions, Map.Dimensions);

    /// <summary>Every combination of positions along the dimensions of a map, in row-major order.</summary>
    /// <param name="positions">For each dimension, where windows begin.</param>
    public static int[] Origins(IReadOnlyList<int[]> positions)
    {
        var grid = new Geometry([.. positions.Select(p => p.Length)]);
        var origins = new int[grid.Size * positions.Count];
        for (var window = 0; window < grid.Size; window++)
        {
            var rest = window;
            for (var d = positions.Count - 1; d >= 0; d--)
            {
                (rest, var index) = Math.DivRem(rest, positions[d].Length);
                origins[(window * positions.Count) + d] = positions[d][index];
            }
        }

        return origins;
    }

    /// <summary>Writes the rank of the neuron under each element of a window, in row-major order.</summary>
    /// <param name="window">Number of the window.</param>
    /// <param name="repeatsBorder">Whether elements outside are over the nearest neuron; otherwise over <see cref="SharedWeightRule.Outside"/>.</param>
    /// <param name="ranks">Gets <see cref="Elements"/> ranks.</param>
    public void CopyRanks(int window, bool repeatsBorder, Span<int> ranks)
    {
        var origin = Origin(window);
        var last = Map.Dimensions - 1;
        var (width, length) = (Size[last], Map[last]);
        Span<int> index = stackalloc int[Map.Dimensions];
        index.Clear();
        for (var next = 0; next < Elements;)
        {
            var (row, isInside) = (0, true);
            for (var d = 0; d < last; d++)
            {
                var place = Place(origin[d] + index[d], Map[d], repeatsBorder);
                isInside &= place >= 0;
                row = (row * Map[d]) + place;
            }

            for (var i = 0; i < width; i++)
            {
                var place = Place(origin[last] + i, length, repeatsBorder);
                ranks[next++] = isInside && place >= 0 ? (row * length) + place : SharedWeightRule.Outside;
            }

            for (var d = last - 1; d >= 0 && ++index[d] == Size[d]; d--)
                index[d] = 0;
        }
    }

    private static int Place(int coordinate, int length, bool repeatsBorder) =>
        (uint)coordinate < (uint)length ? coordinate : repeatsBorder ? Math.Clamp(coordinate, 0, length - 1) : -1;
}
