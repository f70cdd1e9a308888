using System.Globalization;
using Annarchy.Kernels;
using Annarchy.Programs;
using Annarchy.Randomness;
using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>A kernel together with the memory it works on: one table of column addresses per thread.</summary>
/// <remarks>
/// The addresses are taken once: columns of populations and of the network never move. Where they hold many instances, the tables are
/// those of one of them at a time. Random numbers are drawn for a block of rows
/// just before the kernel runs over it, into a buffer of the thread.
/// </remarks>
internal sealed unsafe class ProgramBinding : IDisposable
{
    /// <summary>Rows per block when random numbers are drawn: a buffer stays in the nearest cache.</summary>
    private const int RandomBlock = 1024;

    private readonly Kernel _kernel;
    private readonly int _slots;
    private readonly int _members;
    private readonly int _elementSize;
    private readonly int _randomObject;
    private readonly Column?[] _columns;
    private readonly RandomSlot[] _randoms;
    private readonly NativeBuffer _tables;
    private readonly NativeBuffer? _drawn;
    private readonly NativeArray<BinomialGroup>? _binomials;

    /// <param name="program">What is computed.</param>
    /// <param name="kernel">The program compiled.</param>
    /// <param name="precision">Width of the elements.</param>
    /// <param name="members">Threads that may run it at once.</param>
    /// <param name="column">Finds the column of a slot that is not random.</param>
    /// <param name="randomObject">The object that draws.</param>
    public ProgramBinding(
        UpdateProgram program, Kernel kernel, Precision precision, int members, Func<Slot, Column> column, int randomObject)
    {
        _kernel = kernel;
        _members = members;
        _slots = Math.Max(program.Slots.Length, 1);
        _columns = new Column?[program.Slots.Length];
        _randomObject = randomObject;
        _elementSize = precision == Precision.Single ? sizeof(float) : sizeof(double);
        _tables = new NativeBuffer((nuint)(members * _slots * sizeof(nint)));
        var randoms = new List<RandomSlot>();
        for (var i = 0; i < program.Slots.Length; i++)
        {
            var slot = program.Slots[i];
            if (slot.Owner == SlotOwner.Random)
            {
                randoms.Add(RandomSlot.Parse(slot, i));
                continue;
            }

            _columns[i] = column(slot);
        }

        MoveTo(0);

        _randoms = [.. randoms];
        if (program.Nodes.Any(n => n.Op == Op.Binomial))
            _binomials = new NativeArray<BinomialGroup>(members * KernelSpikes.BinomialStreams);
        if (randoms.Count > 0)
            _drawn = new NativeBuffer((nuint)(members * randoms.Count * RandomBlock * _elementSize));
    }

    /// <summary>Whether the program draws random numbers.</summary>
    public bool Draws => _randoms.Length > 0;

    /// <summary>Makes row 0 that of an instance, and fetches what a device changed.</summary>
    public void MoveTo(int instance)
    {
        for (var member = 0; member < _members; member++)
        {
            var table = Table(member);
            for (var i = 0; i < _columns.Length; i++)
            {
                if (_columns[i] is { } column)
                    table[i] = column.AddressOf(instance);
            }
        }
    }

    /// <summary>Runs over rows <paramref name="begin"/> to <paramref name="end"/> on one thread.</summary>
    /// <param name="member">The thread, whose table is used.</param>
    /// <param name="begin">First row, a multiple of <see cref="Column.RowPadding"/>.</param>
    /// <param name="end">One past the last row.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    /// <param name="step">The step in progress.</param>
    /// <param name="spikes">Where ranks of spiking rows go; counts are those of this call.</param>
    public void Run(int member, int begin, int end, ulong seed, long step, ref KernelSpikes spikes)
    {
        var table = Table(member);
        var total = spikes;
        total.Count = total.AxonCount = 0;
        total.Random = new RandomKey(seed, _randomObject, 0, step);
        if (_binomials is not null)
        {
            total.Binomials = _binomials.Pointer + (member * KernelSpikes.BinomialStreams);
            for (var i = 0; i < KernelSpikes.BinomialStreams; i++)
                total.Binomials[i].Forget();
        }

        if (_randoms.Length == 0)
        {
            _kernel.Run(table, begin, end, &total);
            spikes = total;
            return;
        }

        for (var first = begin; first < end; first += RandomBlock)
        {
            var last = Math.Min(first + RandomBlock, end);
            for (var i = 0; i < _randoms.Length; i++)
                Draw(table, member, i, first, last, seed, step);
            var part = new KernelSpikes
            {
                Ranks = spikes.Ranks is null ? null : spikes.Ranks + total.Count,
                AxonRanks = spikes.AxonRanks is null ? null : spikes.AxonRanks + total.AxonCount,
                Random = total.Random,
                Binomials = total.Binomials,
            };
            _kernel.Run(table, first, last, &part);
            total.Count += part.Count;
            total.AxonCount += part.AxonCount;
        }

        spikes = total;
    }

    public void Dispose()
    {
        _tables.Dispose();
        _drawn?.Dispose();
        _binomials?.Dispose();
    }

    private nint* Table(int member) => (nint*)_tables.Address + (member * _slots);

    private void Draw(nint* table, int member, int random, int first, int last, ulong seed, long step)
    {
        ref readonly var slot = ref _randoms[random];
        var buffer = (byte*)_drawn!.Address + ((((long)member * _randoms.Length) + random) * RandomBlock * _elementSize);
        var key = new RandomKey(seed, _randomObject, slot.Stream, step);
        var (from, count) = slot.IsLocal ? (first, last - first) : (0, 1);
        if (_elementSize == sizeof(float))
            Draw((float*)buffer, count, slot.IsNormal, in key, from);
        else
            Draw((double*)buffer, count, slot.IsNormal, in key, from);

        // The kernel adds the row to the address, so that the block must seem to begin at row 0.
        table[slot.Index] = slot.IsLocal ? (nint)buffer - ((nint)first * _elementSize) : (nint)buffer;
    }

    private static void Draw<T>(T* destination, int count, bool isNormal, in RandomKey key, int first)
        where T : unmanaged
    {
        if (isNormal)
            RandomFill.Normal(destination, count, in key, first);
        else
            RandomFill.Uniform(destination, count, in key, first);
    }

    private readonly record struct RandomSlot(int Index, int Stream, bool IsNormal, bool IsLocal)
    {
        public static RandomSlot Parse(Slot slot, int index)
        {
            var mark = slot.Name.IndexOf('#', StringComparison.Ordinal);
            var stream = int.Parse(slot.Name.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture);
            return new RandomSlot(index, stream, slot.Name == SlotNames.NormalStream(stream), slot.Locality == Locality.Local);
        }
    }
}
