using System.Numerics;
using System.Runtime.CompilerServices;

namespace Annarchy.Randomness;

/// <summary>A standard distribution: draws one group of sixteen Philox blocks as <see cref="Size"/> consecutive numbers.</summary>
/// <remarks>
/// Numbers of 32 bits take one word each: element e is lane l = e mod 16, word k = (e mod 64) / 16 of group g = e / 64, and the
/// block has the number 16 g + l. Numbers of 64 bits take the words 2k and 2k + 1, k = (e mod 32) / 16, of group g = e / 32.
/// </remarks>
internal unsafe interface IRandomGroup<T>
    where T : unmanaged
{
    /// <summary>Elements of a group.</summary>
    static virtual int Size => 256 / sizeof(T);

    /// <summary>Writes group number <paramref name="group"/> to <paramref name="destination"/>.</summary>
    static abstract void Draw(T* destination, uint group, in RandomKey key);
}

/// <summary>64 random bits.</summary>
internal readonly unsafe struct RandomBits : IRandomGroup<ulong>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw(ulong* destination, uint group, in RandomKey key) => Philox.LongWords(destination, group, in key);
}

/// <summary>Uniform in [0, 1), multiples of 2^-24.</summary>
internal readonly unsafe struct UniformSingle : IRandomGroup<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw(float* destination, uint group, in RandomKey key)
    {
        Philox.Words((uint*)destination, group, in key);
        for (var i = 0; i < 64; i += Vector<float>.Count)
        {
            var bits = Vector.AsVectorInt32(Vector.Load((uint*)destination + i) >>> 8);
            (Vector.ConvertToSingle(bits) * new Vector<float>(1f / (1 << 24))).Store(destination + i);
        }
    }
}

/// <summary>Uniform in [0, 1), multiples of 2^-53.</summary>
internal readonly unsafe struct UniformDouble : IRandomGroup<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw(double* destination, uint group, in RandomKey key)
    {
        Philox.LongWords((ulong*)destination, group, in key);
        for (var i = 0; i < 32; i += Vector<double>.Count)
        {
            var bits = Vector.AsVectorInt64(Vector.Load((ulong*)destination + i) >>> 11);
            (Vector.ConvertToDouble(bits) * new Vector<double>(1.0 / (1L << 53))).Store(destination + i);
        }
    }
}

/// <summary>Exponential of rate 1 by inversion, up to 22.2.</summary>
internal readonly unsafe struct ExponentialSingle : IRandomGroup<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw(float* destination, uint group, in RandomKey key)
    {
        Philox.Words((uint*)destination, group, in key);
        for (var i = 0; i < 64; i += Vector<float>.Count)
            FromWord(Vector.Load((uint*)destination + i)).Store(destination + i);
    }

    /// <summary>-ln of a uniform in (0, 1] that keeps 31 bits near 0, where the tail comes from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> FromWord(Vector<uint> word)
    {
        var uniform = Vector.FusedMultiplyAdd(
            Vector.ConvertToSingle(Vector.AsVectorInt32(word >>> 1)),
            new Vector<float>(1f / 2147483648f),
            new Vector<float>(1f / 4294967296f));
        return Vector.Abs(ElementaryFunctions.Log(uniform));
    }
}

/// <summary>Exponential of rate 1 by inversion, up to 37.4.</summary>
internal readonly unsafe struct ExponentialDouble : IRandomGroup<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw(double* destination, uint group, in RandomKey key)
    {
        Philox.LongWords((ulong*)destination, group, in key);
        for (var i = 0; i < 32; i += Vector<double>.Count)
            FromWord(Vector.Load((ulong*)destination + i)).Store(destination + i);
    }

    /// <summary>-ln of a uniform in (0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> FromWord(Vector<ulong> word)
    {
        var uniform = Vector.FusedMultiplyAdd(
            Vector.ConvertToDouble(Vector.AsVectorInt64(word >>> 11)),
            new Vector<double>(1.0 / (1L << 53)),
            new Vector<double>(1.0 / (1L << 54)));
        return Vector.Abs(ElementaryFunctions.Log(uniform));
    }
}

/// <summary>
/// Standard normal by the method of Box and Muller (1958): words 0 and 2 of a block give radii, words 1 and 3 angles;
/// |x| is at most 6.7.
/// </summary>
internal readonly unsafe struct NormalSingle : IRandomGroup<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw(float* destination, uint group, in RandomKey key)
    {
        Philox.Words((uint*)destination, group, in key);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            DrawPair(destination + i);
            DrawPair(destination + 32 + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DrawPair(float* destination)
    {
        var radius = Vector.SquareRoot(ExponentialSingle.FromWord(Vector.Load((uint*)destination)) * new Vector<float>(2f));
        var angle = Vector.Load((uint*)destination + 16);

        // The two leading bits are the quadrant, the others the angle from its middle.
        var x = Vector.ConvertToSingle(Vector.AsVectorInt32(angle << 2)) * new Vector<float>(1f / 4294967296f);
        var (sin, cos) = ElementaryFunctions.SinCosQuarterTurn(x);
        var odd = Vector.AsVectorInt32(angle << 1) >> 31;
        var sign = new Vector<uint>(0x80000000);
        var cosSign = Vector.AsVectorSingle((angle ^ (angle << 1)) & sign);
        var sinSign = Vector.AsVectorSingle(angle & sign);
        (Vector.ConditionalSelect(odd, sin, cos) * (radius ^ cosSign)).Store(destination);
        (Vector.ConditionalSelect(odd, cos, sin) * (radius ^ sinSign)).Store(destination + 16);
    }
}

/// <summary>
/// Standard normal by the method of Box and Muller (1958): words 0 and 1 of a block give the radius, words 2 and 3 the angle;
/// |x| is at most 8.7.
/// </summary>
internal readonly unsafe struct NormalDouble : IRandomGroup<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw(double* destination, uint group, in RandomKey key)
    {
        Philox.LongWords((ulong*)destination, group, in key);
        for (var i = 0; i < 16; i += Vector<double>.Count)
            DrawPair(destination + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DrawPair(double* destination)
    {
        var radius = Vector.SquareRoot(ExponentialDouble.FromWord(Vector.Load((ulong*)destination)) * new Vector<double>(2.0));
        var angle = Vector.Load((ulong*)destination + 16);
        var x = Vector.ConvertToDouble(Vector.AsVectorInt64(angle << 2) >> 11) * new Vector<double>(1.0 / (1L << 53));
        var (sin, cos) = ElementaryFunctions.SinCosQuarterTurn(x);
        var odd = Vector.AsVectorInt64(angle << 1) >> 63;
        var sign = new Vector<ulong>(0x8000000000000000);
        var cosSign = Vector.AsVectorDouble((angle ^ (angle << 1)) & sign);
        var sinSign = Vector.AsVectorDouble(angle & sign);
        (Vector.ConditionalSelect(odd, sin, cos) * (radius ^ cosSign)).Store(destination);
        (Vector.ConditionalSelect(odd, cos, sin) * (radius ^ sinSign)).Store(destination + 16);
    }
}
