using System.Globalization;
using System.Numerics;
using Annarchy.Randomness;

namespace Annarchy;

/// <summary>
/// A distribution to draw numbers from: initial values of variables, weights and delays, or whole arrays
/// (<see cref="Values(int[])"/>). Immutable; holds no generator, so it can be shared.
/// </summary>
/// <remarks>Inside equations the same names are functions: <c>"noise = Normal(0.0, 1.0)"</c>.</remarks>
public abstract class RandomDistribution
{
    private protected RandomDistribution(double min, double max)
    {
        if (double.IsNaN(min))
            throw new ArgumentOutOfRangeException(nameof(min), min, $"{GetType().Name}: the lower bound is not a number.");
        if (double.IsNaN(max))
            throw new ArgumentOutOfRangeException(nameof(max), max, $"{GetType().Name}: the upper bound is not a number.");
        if (min > max)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{GetType().Name}: the lower bound {min} is above the upper bound {max}."), nameof(min));
        }

        Min = min;
        Max = max;
    }

    /// <summary>Lower bound; what is drawn below takes this value. Minus infinity when there is none.</summary>
    public double Min { get; }

    /// <summary>Upper bound; what is drawn above takes this value. Infinity when there is none.</summary>
    public double Max { get; }

    /// <summary>Draws an array, every time another one.</summary>
    /// <param name="shape">Number of values, or the sizes of several dimensions whose product it is.</param>
    /// <returns>The values; of several dimensions the last one varies fastest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="OverflowException">There are more values than an array can hold.</exception>
    public double[] Values(params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var size = 1;
        foreach (var dimension in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
            size = checked(size * dimension);
        }

        return Values(size, (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue));
    }

    /// <summary>Draws an array, the same one for the same seed on any machine.</summary>
    /// <param name="size">Number of values.</param>
    /// <param name="seed">What determines them; two integers without a name are a shape, so name it: <c>Values(100, seed: 42)</c>.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is negative.</exception>
    public double[] Values(int size, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var values = new double[size];
        Fill<double>(values, new RandomKey(seed, 0, 0));
        return values;
    }

    /// <summary>Draws the elements <paramref name="firstElement"/>, ... of a stream.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    internal void Fill<T>(Span<T> destination, in RandomKey key, long firstElement = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Draw(destination, in key, firstElement);
        Clip(destination);
    }

    /// <summary>Draws without bounds.</summary>
    private protected abstract void Draw<T>(Span<T> destination, in RandomKey key, long firstElement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Multiplies by a scale, then adds an offset.</summary>
    private protected static void Transform<T>(Span<T> values, double scale, double offset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scalarScale, scalarOffset) = (T.CreateTruncating(scale), T.CreateTruncating(offset));
        var (vectorScale, vectorOffset) = (new Vector<T>(scalarScale), new Vector<T>(scalarOffset));
        var i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            ((new Vector<T>(values[i..]) * vectorScale) + vectorOffset).CopyTo(values[i..]);
        for (; i < values.Length; i++)
            values[i] = (values[i] * scalarScale) + scalarOffset;
    }

    /// <summary>Name and arguments with the bounds that were given, as it would be written in C#.</summary>
    private protected string Describe(string arguments)
    {
        var lower = double.IsNegativeInfinity(Min) ? "" : string.Create(CultureInfo.InvariantCulture, $", min: {Min}");
        var upper = double.IsPositiveInfinity(Max) ? "" : string.Create(CultureInfo.InvariantCulture, $", max: {Max}");
        return $"{GetType().Name}({arguments}{lower}{upper})";
    }

    /// <summary>Complains about a parameter that is not finite.</summary>
    private protected void CheckFinite(double value, string parameter)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(parameter, value, $"{GetType().Name}: {parameter} must be a finite number.");
    }

    private void Clip<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (double.IsNegativeInfinity(Min) && double.IsPositiveInfinity(Max))
            return;
        var (scalarMin, scalarMax) = (T.CreateTruncating(Min), T.CreateTruncating(Max));
        var (vectorMin, vectorMax) = (new Vector<T>(scalarMin), new Vector<T>(scalarMax));
        var i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            Vector.Min(Vector.Max(new Vector<T>(values[i..]), vectorMin), vectorMax).CopyTo(values[i..]);
        for (; i < values.Length; i++)
            values[i] = T.Min(T.Max(values[i], scalarMin), scalarMax);
    }
}
