namespace Annarchy.Storage;

/// <summary>The spikes of the last <see cref="Depth"/> steps: what uniform delays read.</summary>
/// <remarks>
/// The list at <c>Current</c> is written by the step in progress; <c>At(d)</c> is what was emitted <c>d</c> steps before it.
/// <see cref="Advance"/> moves on by one step without copying.
/// </remarks>
internal sealed class SpikeRing : IDisposable
{
    private readonly int _size;
    private SpikeList[] _lists;
    private int _head;

    public SpikeRing(int size, int depth = 1)
    {
        _size = size;
        _lists = new SpikeList[Math.Max(depth, 1) + 1];
        for (var i = 0; i < _lists.Length; i++)
            _lists[i] = new SpikeList(size);
    }

    /// <summary>Longest delay that can be read, in steps.</summary>
    public int Depth => _lists.Length - 1;

    /// <summary>The lists in the order of memory; that of the step in progress is at <see cref="Head"/>.</summary>
    public ReadOnlySpan<SpikeList> Lists => _lists;

    /// <summary>Where the current list is among <see cref="Lists"/>.</summary>
    public int Head => _head;

    /// <summary>The list of the step in progress.</summary>
    public SpikeList Current => _lists[_head];

    /// <summary>Spikes emitted <paramref name="delay"/> steps before the current list.</summary>
    public SpikeList At(int delay)
    {
        if ((uint)delay > (uint)Depth)
            throw new ArgumentOutOfRangeException(nameof(delay), delay, $"The ring keeps delays up to {Depth} steps.");
        return _lists[(_head + delay) % _lists.Length];
    }

    /// <summary>Makes the oldest list the current one and empties it.</summary>
    public void Advance()
    {
        _head = _head == 0 ? _lists.Length - 1 : _head - 1;
        Current.Clear();
    }

    /// <summary>Makes room for longer delays, keeping what is stored.</summary>
    public void EnsureDepth(int depth)
    {
        if (depth <= Depth)
            return;
        var lists = new SpikeList[depth + 1];
        for (var i = 0; i < lists.Length; i++)
            lists[i] = i < _lists.Length ? At(i) : new SpikeList(_size);
        _lists = lists;
        _head = 0;
    }

    public nuint ByteCount
    {
        get
        {
            nuint total = 0;
            foreach (var list in _lists)
                total += list.ByteCount;
            return total;
        }
    }

    public void Clear()
    {
        foreach (var list in _lists)
            list.Clear();
    }

    public void Dispose()
    {
        foreach (var list in _lists)
            list.Dispose();
    }
}
