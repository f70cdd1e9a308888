using System.Numerics;
using Annarchy.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace Annarchy.Tests.Randomness;

public class RandomFillTests
{
    private static readonly RandomKey Key = new(42, 3, 7, 1000);

    private delegate void Filler<T>(Span<T> destination, in RandomKey key, long firstElement);

    [Fact]
    public void Uniform_floats_are_the_leading_24_bits_of_their_word()
    {
        var values = new float[200];
        RandomFill.Uniform<float>(values, in Key);
        for (var e = 0; e < values.Length; e++)
            Assert.Equal((Word(e) >> 8) / 16777216f, values[e]);
    }

    [Fact]
    public void Uniform_doubles_are_the_leading_53_bits_of_two_words()
    {
        var values = new double[200];
        RandomFill.Uniform<double>(values, in Key);
        for (var e = 0; e < values.Length; e++)
            Assert.Equal((LongWord(e) >> 11) / 9007199254740992.0, values[e]);
    }

    [Fact]
    public void Normal_floats_are_those_of_box_and_muller()
    {
        var values = new float[256];
        RandomFill.Normal<float>(values, in Key);
        for (var e = 0; e < values.Length; e++)
        {
            var pair = e - (e % 32) + (e % 16);
            var radius = Math.Sqrt(-2.0 * Math.Log((Word(pair) + 1.0) / 4294967296.0));
            var word = Word(pair + 16);
            var (sin, cos) = Math.SinCos(((word >> 30) + ((int)(word << 2) / 4294967296.0)) * Math.PI / 2.0);
            Assert.Equal(radius * (e % 32 < 16 ? cos : sin), values[e], 2e-6);
        }
    }

    [Fact]
    public void Normal_doubles_are_those_of_box_and_muller()
    {
        var values = new double[256];
        RandomFill.Normal<double>(values, in Key);
        for (var e = 0; e < values.Length; e++)
        {
            var pair = e - (e % 32) + (e % 16);
            var radius = Math.Sqrt(-2.0 * Math.Log(((LongWord(pair) >> 11) + 0.5) / 9007199254740992.0));
            var word = LongWord(pair + 16);
            var (sin, cos) = Math.SinCos(((word >> 62) + ((long)(word << 2) / 18446744073709551616.0)) * Math.PI / 2.0);
            Assert.Equal(radius * (e % 32 < 16 ? cos : sin), values[e], 1e-14);
        }
    }

    [Fact]
    public void Exponentials_are_minus_the_logarithm_of_a_uniform()
    {
        var singles = new float[200];
        var doubles = new double[200];
        RandomFill.Exponential<float>(singles, in Key);
        RandomFill.Exponential<double>(doubles, in Key);
        for (var e = 0; e < 200; e++)
        {
            Assert.Equal(-Math.Log((Word(e) + 0.5) / 4294967296.0), singles[e], 2e-6);
            Assert.Equal(-Math.Log(((LongWord(e) >> 11) + 0.5) / 9007199254740992.0), doubles[e], 1e-14);
        }
    }

    [Fact]
    public void The_rarest_words_give_finite_numbers()
    {
        uint[] words = [0, 1, 2, uint.MaxValue, uint.MaxValue - 1, 0x80000000, 0x7fffffff, 0x40000000];
        foreach (var word in words)
        {
            var single = ExponentialSingle.FromWord(new Vector<uint>(word))[0];
            var twice = ((ulong)word << 32) | word;
            var real = ExponentialDouble.FromWord(new Vector<ulong>(twice))[0];
            Assert.InRange(single, 0f, 22.2f);
            Assert.InRange(real, 0.0, 37.5);
            Assert.False(float.IsNegative(single));
        }
    }

    // The bits are a promise: a seed gives the same numbers in every version and on every machine.
    [Fact]
    public void The_bits_never_change()
    {
        var hash = 14695981039346656037ul;
        var singles = new float[4096];
        var doubles = new double[4096];
        RandomFill.Uniform<float>(singles, in Key);
        Hash(singles, BitConverter.SingleToUInt32Bits);
        RandomFill.Uniform<double>(doubles, in Key);
        Hash(doubles, BitConverter.DoubleToUInt64Bits);
        RandomFill.Normal<float>(singles, in Key);
        Hash(singles, BitConverter.SingleToUInt32Bits);
        RandomFill.Normal<double>(doubles, in Key);
        Hash(doubles, BitConverter.DoubleToUInt64Bits);
        RandomFill.Exponential<float>(singles, in Key);
        Hash(singles, BitConverter.SingleToUInt32Bits);
        RandomFill.Exponential<double>(doubles, in Key);
        Hash(doubles, BitConverter.DoubleToUInt64Bits);
        Assert.Equal(0x8E3FB418C6E4285Bul, hash);

        void Hash<T, TBits>(T[] values, Func<T, TBits> bits)
            where TBits : IBinaryInteger<TBits>
        {
            foreach (var value in values)
                hash = (hash ^ ulong.CreateTruncating(bits(value))) * 1099511628211;
        }
    }

    [Fact]
    public void A_range_divided_anywhere_has_the_same_bits()
    {
        Check<float>(RandomFill.Uniform);
        Check<double>(RandomFill.Uniform);
        Check<float>(RandomFill.Normal);
        Check<double>(RandomFill.Normal);
        Check<float>(RandomFill.Exponential);
        Check<double>(RandomFill.Exponential);
        Check<ulong>(RandomFill.Bits);

        static void Check<T>(Filler<T> fill)
            where T : unmanaged
        {
            var whole = new T[1000];
            fill(whole, in Key, 0);
            Prop.ForAll(
                Gen.Choose(0, 999).Two().ToArbitrary(),
                cuts =>
                {
                    var (begin, end) = (Math.Min(cuts.Item1, cuts.Item2), Math.Max(cuts.Item1, cuts.Item2));
                    var part = new T[end - begin];
                    fill(part, in Key, begin);
                    return part.AsSpan().SequenceEqual(whole.AsSpan(begin, end - begin));
                }).QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void Elements_beyond_four_billion_are_reached_and_others_refused()
    {
        var values = new float[1];
        RandomFill.Uniform<float>(values, in Key, (64L << 28) - 1);
        Assert.Equal((Key.Block(uint.MaxValue).W3 >> 8) / 16777216f, values[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomFill.Uniform<float>(values, in Key, 64L << 28));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomFill.Uniform<float>(values, in Key, -1));
        Assert.Throws<NotSupportedException>(() => RandomFill.Uniform<int>(new int[1], in Key));
    }

    [Fact]
    public void Filling_allocates_nothing()
    {
        var values = new float[1000];
        RandomFill.Normal<float>(values, in Key, 5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RandomFill.Normal<float>(values, in Key, 5);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static uint Word(int element)
    {
        var (w0, w1, w2, w3) = Key.Block((uint)((element / 64 * 16) + (element % 16)));
        return (element % 64 / 16) switch { 0 => w0, 1 => w1, 2 => w2, _ => w3 };
    }

    private static ulong LongWord(int element)
    {
        var (w0, w1, w2, w3) = Key.Block((uint)((element / 32 * 16) + (element % 16)));
        return element % 32 < 16 ? w0 | ((ulong)w1 << 32) : w2 | ((ulong)w3 << 32);
    }
}
