using System.Runtime.InteropServices;

namespace Annarchy.Connectivity;

/// <summary>
/// What will arrive in each of the coming steps, in the order it was sent: one list of entries per step, which grows when it must but never
/// shrinks. Sending writes to the ends of lists and arriving reads lists from their beginnings, so that both go through memory in order,
/// whatever the delays and the number of neurons. Nothing of it is managed memory.
/// </summary>
/// <typeparam name="TEntry">A rank, a weight, or whatever is under way.</typeparam>
internal sealed unsafe class ArrivalQueue<TEntry> : IDisposable
    where TEntry : unmanaged
{
    private const int FirstCapacity = 64;
    private const int Spare = 8;

    // Of each list, its memory and how many entries it has room for; and, in the order of steps ahead, where the next entry goes.
    private TEntry** _heads;
    private int* _capacities;
    private TEntry** _tails;
    private int _now;

    // Entries that every list has room for at least.
    private int _room;

    /// <param name="depth">Longest delay in steps.</param>
    public ArrivalQueue(int depth) => EnsureDepth(depth);

    ~ArrivalQueue() => Free();

    /// <summary>Steps ahead.</summary>
    public int Depth { get; private set; }

    public nuint ByteCount
    {
        get
        {
            var total = (nuint)(Depth * ((2 * sizeof(nint)) + sizeof(int)));
            for (var list = 0; list < Depth; list++)
                total += (nuint)_capacities[list] * (nuint)sizeof(TEntry);
            return total;
        }
    }

    /// <summary>What arrives in the step in progress.</summary>
    public ReadOnlySpan<TEntry> Arriving => At(0);

    /// <summary>Where the next entry goes that arrives 0, 1, ... steps after the one in progress; <see cref="Reserve(int)"/> makes room there.</summary>
    public TEntry** Tails => _tails;

    /// <summary>What arrives some steps after the one in progress.</summary>
    public ReadOnlySpan<TEntry> At(int ahead) => new(_heads[List(ahead)], Length(ahead));

    /// <summary>Puts an entry down for some steps after the one in progress.</summary>
    public void Add(int ahead, TEntry entry)
    {
        Reserve(1);
        if ((uint)ahead >= (uint)Depth)
            throw new ArgumentOutOfRangeException(nameof(ahead), ahead, $"The queue looks {Depth} steps ahead.");
        *_tails[ahead]++ = entry;
    }

    /// <summary>Makes room for more entries in every list, all of which may be put there.</summary>
    public void Reserve(int more)
    {
        if (_room < more)
            MakeRoom(more);
        _room -= more;
    }

    /// <summary>Moves on by one step and forgets what arrived in the one left behind.</summary>
    public void Advance()
    {
        var bytes = (long)(Depth - 1) * sizeof(nint);
        Buffer.MemoryCopy(_tails + 1, _tails, bytes, bytes);
        _tails[Depth - 1] = _heads[_now];
        _now = _now + 1 == Depth ? 0 : _now + 1;
    }

    /// <summary>Makes room for longer delays.</summary>
    public void EnsureDepth(int depth)
    {
        if (depth <= Depth)
            return;
        var heads = (TEntry**)NativeMemory.AllocZeroed((nuint)depth, (nuint)sizeof(nint));
        var tails = (TEntry**)NativeMemory.AllocZeroed((nuint)depth, (nuint)sizeof(nint));
        var capacities = (int*)NativeMemory.AllocZeroed((nuint)depth, sizeof(int));
        for (var ahead = 0; ahead < Depth; ahead++)
        {
            heads[ahead] = _heads[List(ahead)];
            tails[ahead] = _tails[ahead];
            capacities[ahead] = _capacities[List(ahead)];
        }

        FreeTables();
        _heads = heads;
        _tails = tails;
        _capacities = capacities;
        (Depth, _now, _room) = (depth, 0, 0);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        for (var ahead = 0; ahead < Depth; ahead++)
            _tails[ahead] = _heads[List(ahead)];
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private int List(int ahead)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ahead, (uint)Depth, nameof(ahead));
        var list = _now + ahead;
        return list < Depth ? list : list - Depth;
    }

    private int Length(int ahead) => (int)(_tails[ahead] - _heads[List(ahead)]);

    /// <summary>Looks at every list, which is seldom needed: they get room for several times as many entries.</summary>
    private void MakeRoom(int more)
    {
        _room = int.MaxValue;
        for (var ahead = 0; ahead < Depth; ahead++)
        {
            var (list, length) = (List(ahead), Length(ahead));
            if (_capacities[list] - length < checked(2 * more))
            {
                var capacity = Math.Max(checked((2 * length) + (Spare * more)), FirstCapacity);
                _heads[list] = (TEntry*)NativeMemory.Realloc(_heads[list], (nuint)capacity * (nuint)sizeof(TEntry));
                _tails[ahead] = _heads[list] + length;
                _capacities[list] = capacity;
            }

            _room = Math.Min(_room, _capacities[list] - length);
        }
    }

    private void Free()
    {
        for (var list = 0; list < Depth; list++)
            NativeMemory.Free(_heads[list]);
        FreeTables();
        (Depth, _now, _room) = (0, 0, 0);
    }

    private void FreeTables()
    {
        NativeMemory.Free(_heads);
        NativeMemory.Free(_tails);
        NativeMemory.Free(_capacities);
        _heads = _tails = null;
        _capacities = null;
    }
}
