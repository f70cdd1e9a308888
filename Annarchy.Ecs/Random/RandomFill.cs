using System.Runtime.CompilerServices;

namespace Annarchy.Randomness;

/// <summary>Fills ranges of elements with standard random numbers; every element has its own bits, however a range is divided.</summary>
internal static unsafe class RandomFill
{
    /// <summary>Uniform numbers in [0, 1).</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    public static void Uniform<T>(Span<T> destination, in RandomKey key, long firstElement = 0)
        where T : unmanaged
    {
        fixed (T* address = destination)
            Uniform(address, destination.Length, in key, firstElement);
    }

    /// <inheritdoc cref="Uniform{T}(Span{T}, in RandomKey, long)"/>
    public static void Uniform<T>(T* destination, long count, in RandomKey key, long firstElement)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Fill<float, UniformSingle>((float*)destination, count, in key, firstElement);
        else if (typeof(T) == typeof(double))
            Fill<double, UniformDouble>((double*)destination, count, in key, firstElement);
        else
            throw NotReal<T>();
    }

    /// <summary>Normal numbers of mean 0 and standard deviation 1.</summary>
    /// <inheritdoc cref="Uniform{T}(Span{T}, in RandomKey, long)"/>
    public static void Normal<T>(Span<T> destination, in RandomKey key, long firstElement = 0)
        where T : unmanaged
    {
        fixed (T* address = destination)
            Normal(address, destination.Length, in key, firstElement);
    }

    /// <inheritdoc cref="Normal{T}(Span{T}, in RandomKey, long)"/>
    public static void Normal<T>(T* destination, long count, in RandomKey key, long firstElement)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Fill<float, NormalSingle>((float*)destination, count, in key, firstElement);
        else if (typeof(T) == typeof(double))
            Fill<double, NormalDouble>((double*)destination, count, in key, firstElement);
        else
            throw NotReal<T>();
    }

    /// <summary>Exponential numbers of mean 1.</summary>
    /// <inheritdoc cref="Uniform{T}(Span{T}, in RandomKey, long)"/>
    public static void Exponential<T>(Span<T> destination, in RandomKey key, long firstElement = 0)
        where T : unmanaged
    {
        fixed (T* address = destination)
        {
            if (typeof(T) == typeof(float))
                Fill<float, ExponentialSingle>((float*)address, destination.Length, in key, firstElement);
            else if (typeof(T) == typeof(double))
                Fill<double, ExponentialDouble>((double*)address, destination.Length, in key, firstElement);
            else
                throw NotReal<T>();
        }
    }

    /// <summary>64 random bits for every element.</summary>
    public static void Bits(Span<ulong> destination, in RandomKey key, long firstElement = 0)
    {
        fixed (ulong* address = destination)
            Fill<ulong, RandomBits>(address, destination.Length, in key, firstElement);
    }

    private static void Fill<T, TGroup>(T* destination, long count, in RandomKey key, long firstElement)
        where T : unmanaged
        where TGroup : struct, IRandomGroup<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstElement);
        var end = firstElement + count;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, (long)TGroup.Size << 28, nameof(firstElement));
        var local = key;
        var (group, offset) = ((uint)(firstElement / TGroup.Size), (int)(firstElement % TGroup.Size));
        if (offset != 0)
        {
            var taken = (int)Math.Min(TGroup.Size - offset, count);
            DrawPart<T, TGroup>(destination, group++, offset, taken, in local);
            destination += taken;
            count -= taken;
        }

        for (; count >= TGroup.Size; count -= TGroup.Size)
        {
            TGroup.Draw(destination, group++, in local);
            destination += TGroup.Size;
        }

        if (count > 0)
            DrawPart<T, TGroup>(destination, group, 0, (int)count, in local);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DrawPart<T, TGroup>(T* destination, uint group, int offset, int count, in RandomKey key)
        where T : unmanaged
        where TGroup : struct, IRandomGroup<T>
    {
        var whole = stackalloc T[TGroup.Size];
        TGroup.Draw(whole, group, in key);
        new ReadOnlySpan<T>(whole + offset, count).CopyTo(new Span<T>(destination, count));
    }

    private static NotSupportedException NotReal<T>() => new($"Random numbers are float or double, not {typeof(T).Name}.");
}
