using System.Runtime.InteropServices;

namespace Annarchy.Connectivity;

/// <summary>
/// What will arrive in each of the coming steps, in the order it was sent: one list of entries per step, which grows when it must but never
/// shrinks. Sending writes to the ends of lists and arriving reads lists from their beginnings, so that both go through memory in order,
/// whatever the delays and the number of neurons. Nothing of it is managed memory.
/// </summary>
/// <typeparam name="TEntry">A rank, or a rank and a weight.</typeparam>
internal sealed unsafe class ArrivalQueue<TEntry> : IDisposable
    where TEntry : unmanaged
{
    private const int FirstCapacity = 64;

    // Where each list begins, where its next entry goes, and where its memory ends.
    private TEntry** _heads;
    private TEntry** _tails;
    private TEntry** _limits;

    /// <param name="depth">Longest delay in steps.</param>
    public ArrivalQueue(int depth) => EnsureDepth(depth);

    ~ArrivalQueue() => Free();

    /// <summary>Steps ahead.</summary>
    public int Depth { get; private set; }

    /// <summary>Number of the list of the step in progress; those of later steps follow, around the end.</summary>
    public int Now { get; private set; }

    public nuint ByteCount
    {
        get
        {
            var total = (nuint)(3 * Depth * sizeof(nint));
            for (var list = 0; list < Depth; list++)
                total += (nuint)((byte*)_limits[list] - (byte*)_heads[list]);
            return total;
        }
    }

    /// <summary>What arrives in the step in progress.</summary>
    public ReadOnlySpan<TEntry> Arriving => At(0);

    /// <summary>Where the next entry of each list goes.</summary>
    public TEntry** Tails => _tails;

    /// <summary>Where each list ends; one that has come so far must <see cref="Grow"/>.</summary>
    public TEntry** Limits => _limits;

    /// <summary>What arrives some steps after the one in progress.</summary>
    public ReadOnlySpan<TEntry> At(int ahead)
    {
        var list = List(ahead);
        return new ReadOnlySpan<TEntry>(_heads[list], Length(list));
    }

    /// <summary>Puts an entry down for some steps after the one in progress.</summary>
    public void Add(int ahead, TEntry entry)
    {
        var list = List(ahead);
        if (_tails[list] == _limits[list])
            Grow(list);
        *_tails[list]++ = entry;
    }

    /// <summary>Gives a list twice the room.</summary>
    public void Grow(int list)
    {
        var length = Length(list);
        var capacity = Math.Max(checked(2 * length), FirstCapacity);
        _heads[list] = (TEntry*)NativeMemory.Realloc(_heads[list], (nuint)capacity * (nuint)sizeof(TEntry));
        _tails[list] = _heads[list] + length;
        _limits[list] = _heads[list] + capacity;
    }

    /// <summary>Moves on by one step and forgets what arrived in the one left behind.</summary>
    public void Advance()
    {
        _tails[Now] = _heads[Now];
        Now = Now + 1 == Depth ? 0 : Now + 1;
    }

    /// <summary>Makes room for longer delays.</summary>
    public void EnsureDepth(int depth)
    {
        if (depth <= Depth)
            return;
        var (heads, tails, limits) = ((nint)NewTable(depth), (nint)NewTable(depth), (nint)NewTable(depth));
        for (var ahead = 0; ahead < Depth; ahead++)
        {
            var list = List(ahead);
            ((TEntry**)heads)[ahead] = _heads[list];
            ((TEntry**)tails)[ahead] = _tails[list];
            ((TEntry**)limits)[ahead] = _limits[list];
        }

        FreeTables();
        _heads = (TEntry**)heads;
        _tails = (TEntry**)tails;
        _limits = (TEntry**)limits;
        (Depth, Now) = (depth, 0);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        for (var list = 0; list < Depth; list++)
            _tails[list] = _heads[list];
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static void* NewTable(int depth) => NativeMemory.AllocZeroed((nuint)depth, (nuint)sizeof(nint));

    private int List(int ahead)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ahead, (uint)Depth, nameof(ahead));
        return (Now + ahead) % Depth;
    }

    private int Length(int list) => (int)(_tails[list] - _heads[list]);

    private void Free()
    {
        for (var list = 0; list < Depth; list++)
            NativeMemory.Free(_heads[list]);
        FreeTables();
        _heads = _tails = _limits = null;
        Depth = 0;
    }

    private void FreeTables()
    {
        NativeMemory.Free(_heads);
        NativeMemory.Free(_tails);
        NativeMemory.Free(_limits);
    }
}
