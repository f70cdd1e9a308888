namespace Annarchy.Convolutions;

/// <summary>
/// A copy of a map of neurons with a margin all around, so wide that every window of a stencil lies inside: what is added to the place of a
/// window to come to its elements is then the same for all.
/// </summary>
internal sealed unsafe class PaddedMap<T>
    where T : unmanaged
{
    /// <summary>Elements that may be read past the end.</summary>
    public const int Slack = 64;

    private readonly T[] _values;
    private readonly int[] _rowBegin;
    private readonly int[] _rowSource;
    private readonly int _left;
    private readonly int _length;
    private readonly int _right;
    private readonly bool _repeatsBorder;

    /// <param name="windows">The windows.</param>
    /// <param name="margin">What the margin holds, unless it repeats the border.</param>
    /// <param name="repeatsBorder">Whether it holds the values of the nearest neurons.</param>
    public PaddedMap(Stencil windows, T margin, bool repeatsBorder)
    {
        _repeatsBorder = repeatsBorder;
        var map = windows.Map;
        var n = map.Dimensions;
        var (low, shape) = (new int[n], new int[n]);
        for (var d = 0; d < n; d++)
        {
            var (first, end) = (0, map[d]);
            for (var w = 0; w < windows.Count; w++)
            {
                first = Math.Min(first, windows.Origin(w)[d]);
                end = Math.Max(end, windows.Origin(w)[d] + windows.Size[d]);
            }

            (low[d], shape[d]) = (-first, checked(end - first));
        }

        var padded = new Geometry(shape);
        _values = GC.AllocateArray<T>(checked(padded.Size + Slack), pinned: true);
        Array.Fill(_values, margin);
        Places = [.. Enumerable.Range(0, windows.Count).Select(w => padded.Rank([.. Enumerable.Range(0, n).Select(d => windows.Origin(w)[d] + low[d])]))];
        var elements = new Geometry([.. windows.Size]);
        Offsets = [.. Enumerable.Range(0, elements.Size).Select(e => padded.Rank(elements.Coordinates(e)))];

        (_left, _length, _right) = (low[n - 1], map[n - 1], shape[n - 1] - low[n - 1] - map[n - 1]);
        var rows = padded.Size / shape[n - 1];
        var (begins, sources) = (new List<int>(), new List<int>());
        for (var row = 0; row < rows; row++)
        {
            var coordinates = padded.Coordinates(row * shape[n - 1]);
            var (source, isInside) = (0, true);
            for (var d = 0; d < n - 1; d++)
            {
                var place = coordinates[d] - low[d];
                var nearest = Math.Clamp(place, 0, map[d] - 1);
                isInside &= place == nearest;
                source = (source * map[d]) + nearest;
            }

            if (!isInside && !repeatsBorder)
                continue;
            begins.Add(row * shape[n - 1]);
            sources.Add(source * _length);
        }

        (_rowBegin, _rowSource) = ([.. begins], [.. sources]);
    }

    /// <summary>Where each window begins.</summary>
    public int[] Places { get; }

    /// <summary>What is added to come to each element of a window, ascending.</summary>
    public int[] Offsets { get; }

    public long ByteCount => ((long)_values.Length * sizeof(T)) + ((Places.LongLength + Offsets.LongLength + (2 * _rowBegin.LongLength)) * sizeof(int));

    /// <summary>First element; the memory does not move.</summary>
    public T* Pointer => (T*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);

    /// <summary>Takes the values of the neurons.</summary>
    public void Fill(ReadOnlySpan<T> neurons)
    {
        for (var row = 0; row < _rowBegin.Length; row++)
        {
            var source = neurons.Slice(_rowSource[row], _length);
            var target = _values.AsSpan(_rowBegin[row], _left + _length + _right);
            source.CopyTo(target[_left..]);
            if (!_repeatsBorder)
                continue;
            target[.._left].Fill(source[0]);
            target[(_left + _length)..].Fill(source[^1]);
        }
    }
}
