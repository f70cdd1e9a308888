using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Annarchy.Connectivity;

namespace Annarchy.Transmission;

/// <summary>Counts how many of some rows of bits have each bit set, and adds a weight times as much.</summary>
/// <remarks>
/// The counts are kept in planes: bit <c>i</c> of plane <c>p</c> is digit <c>p</c> of the count of neuron <c>i</c>. Carry-save adders (R. Seal; see
/// H. S. Warren, <i>Hacker's Delight</i>, 5-1) put eight rows at a time on the planes, with two operations per row for 512 neurons.
/// </remarks>
internal static unsafe class BitmapCounts
{
    /// <summary>Rows are taken in groups of so many.</summary>
    public const int Group = 8;

    /// <summary>Rows whose counts fit eight planes.</summary>
    private const int MostRows = 255 / Group * Group;

    /// <summary>Adds <c>weight * number of rows whose bit of a neuron is set</c> to the neurons of some blocks.</summary>
    /// <param name="rows">Addresses of the rows, padded with a row of zeros to a multiple of <see cref="Group"/>.</param>
    /// <param name="count">Number of rows, padding included.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="target">The conductance or sum of the first neuron of the bits.</param>
    /// <param name="begin">First neuron to add to, counted from there; a multiple of a vector's lanes.</param>
    /// <param name="end">One past the last neuron that may be read and written, likewise.</param>
    public static void Add<T>(nint* rows, int count, T weight, T* target, int begin, int end)
        where T : unmanaged, INumberBase<T>
    {
        var planes = stackalloc Vector512<uint>[8];
        var blocks = (end + BitmapConnectivity.BlockNeurons - 1) / BitmapConnectivity.BlockNeurons;
        for (var first = 0; first < count; first += MostRows)
        {
            var some = Math.Min(MostRows, count - first);
            var digits = BitOperations.Log2((uint)some) + 1;
            for (var block = begin / BitmapConnectivity.BlockNeurons; block < blocks; block++)
            {
                CountRows(rows + first, some, block * BitmapConnectivity.BlockWords, planes);
                AddCounts(planes, digits, weight, target, block * BitmapConnectivity.BlockNeurons, begin, end);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountRows(nint* rows, int count, int word, Vector512<uint>* planes)
    {
        var ones = Vector512<uint>.Zero;
        var (twos, fours) = (ones, ones);
        var (p3, p4, p5, p6, p7) = (ones, ones, ones, ones, ones);
        for (var i = 0; i < count; i += Group)
        {
            AddThree(Load(rows[i], word), Load(rows[i + 1], word), ref ones, out var twosA);
            AddThree(Load(rows[i + 2], word), Load(rows[i + 3], word), ref ones, out var twosB);
            AddThree(twosA, twosB, ref twos, out var foursA);
            AddThree(Load(rows[i + 4], word), Load(rows[i + 5], word), ref ones, out twosA);
            AddThree(Load(rows[i + 6], word), Load(rows[i + 7], word), ref ones, out twosB);
            AddThree(twosA, twosB, ref twos, out var foursB);
            AddThree(foursA, foursB, ref fours, out var carry);
            AddTwo(ref p3, ref carry);
            AddTwo(ref p4, ref carry);
            AddTwo(ref p5, ref carry);
            AddTwo(ref p6, ref carry);
            p7 ^= carry;
        }

        (planes[0], planes[1], planes[2], planes[3]) = (ones, twos, fours, p3);
        (planes[4], planes[5], planes[6], planes[7]) = (p4, p5, p6, p7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Load(nint row, int word) => Vector512.Load((uint*)row + word);

    /// <summary>Sum and carry of three bits in every place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddThree(Vector512<uint> a, Vector512<uint> b, ref Vector512<uint> sum, out Vector512<uint> carry)
    {
        var c = sum;
        if (Avx512F.IsSupported)
        {
            carry = Avx512F.TernaryLogic(a, b, c, 0xE8);
            sum = Avx512F.TernaryLogic(a, b, c, 0x96);
            return;
        }

        var either = a ^ b;
        carry = (a & b) | (either & c);
        sum = either ^ c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTwo(ref Vector512<uint> sum, ref Vector512<uint> carry)
    {
        var both = sum & carry;
        sum ^= carry;
        carry = both;
    }

    /// <summary>Makes numbers of the planes: first one byte per neuron, four of which share a lane, then one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddCounts<T>(Vector512<uint>* planes, int digits, T weight, T* target, int first, int begin, int end)
        where T : unmanaged, INumberBase<T>
    {
        var factor = Vector512.Create(weight);
        var lowest = Vector512.Create(0x01010101u);
        for (var shift = 0; shift < 8; shift++)
        {
            var bytes = (planes[0] >>> shift) & lowest;
            for (var digit = 1; digit < digits; digit++)
                bytes |= ((planes[digit] >>> shift) & lowest) << digit;
            for (var part = 0; part < 4; part++)
            {
                var neuron = first + ((shift + (8 * part)) * BitmapConnectivity.BlockWords);
                if (neuron >= begin && neuron < end)
                    AddCounts((bytes >>> (8 * part)) & Vector512.Create(0xFFu), factor, target + neuron);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddCounts<T>(Vector512<uint> counts, Vector512<T> factor, T* target)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var reals = Vector512.ConvertToSingle(counts.AsInt32()).As<float, T>();
            Lanes.MultiplyAdd(reals, factor, Vector512.Load(target)).Store(target);
            return;
        }

        var (lower, upper) = Vector512.Widen(counts);
        var next = target + Vector512<T>.Count;
        Lanes.MultiplyAdd(Vector512.ConvertToDouble(lower.AsInt64()).As<double, T>(), factor, Vector512.Load(target)).Store(target);
        Lanes.MultiplyAdd(Vector512.ConvertToDouble(upper.AsInt64()).As<double, T>(), factor, Vector512.Load(next)).Store(next);
    }
}
