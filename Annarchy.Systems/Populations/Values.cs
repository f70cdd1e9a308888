using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Annarchy;

/// <summary>
/// What an attribute holds or is set to: one number, an array of any rank, or a distribution to draw from.
/// </summary>
/// <remarks>
/// Converts implicitly from numbers, truth values, arrays and distributions, and to <see cref="double"/>, <c>double[]</c> and
/// <c>double[,]</c>, so that it is seldom named: <c>pop["v"] = -60.0; double[] v = pop["v"];</c>. Truth values are 0 and 1.
/// What is read from a population is a copy, in row-major order over <see cref="Shape"/>.
/// </remarks>
[CollectionBuilder(typeof(Values), nameof(Create))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is as often one number as a collection.")]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Create, From, ToArray and Scalar are the alternates.")]
public readonly struct Values : IReadOnlyList<double>, IEquatable<Values>
{
    private readonly double _scalar;
    private readonly double[]? _items;
    private readonly int[]? _shape;

    private Values(double scalar) => _scalar = scalar;

    private Values(double[] items, int[] shape)
    {
        _items = items;
        _shape = shape;
    }

    private Values(RandomDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        Distribution = distribution;
    }

    /// <summary>Whether this is a single number that stands for all rows.</summary>
    public bool IsScalar => _items is null && Distribution is null;

    /// <summary>The distribution to draw from; null for numbers.</summary>
    public RandomDistribution? Distribution { get; }

    /// <summary>How many numbers there are; 0 for a distribution.</summary>
    public int Count => _items?.Length ?? (Distribution is null ? 1 : 0);

    /// <summary>Length of each dimension; empty for a single number.</summary>
    public IReadOnlyList<int> Shape => _shape ?? [];

    /// <summary>The only number there is.</summary>
    /// <exception cref="InvalidOperationException">There are several, or a distribution.</exception>
    public double Scalar => this switch
    {
        { IsScalar: true } => _scalar,
        { _items: [var only] } => only,
        { Distribution: not null } => throw new InvalidOperationException("A distribution is not a number."),
        _ => throw new InvalidOperationException($"There are {Count} values, not one: read them as an array, or one of them by its index."),
    };

    /// <summary>A value by its place in row-major order.</summary>
    /// <param name="index">Place, from 0.</param>
    public double this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} values.");
            return _items is null ? _scalar : _items[index];
        }
    }

    /// <summary>A value by its coordinates.</summary>
    /// <param name="coordinates">One per dimension of <see cref="Shape"/>.</param>
    public double this[params ReadOnlySpan<int> coordinates] => this[new Geometry(_shape ?? [1]).Rank(coordinates)];

    /// <summary>One number for all rows.</summary>
    public static implicit operator Values(double value) => new(value);

    /// <summary>One truth value for all rows, as 0 or 1.</summary>
    public static implicit operator Values(bool value) => new(value ? 1.0 : 0.0);

    /// <summary>One number per row.</summary>
    public static implicit operator Values(double[] values) => From(values);

    /// <summary>One number per row.</summary>
    public static implicit operator Values(float[] values) => From(values);

    /// <summary>One number per row.</summary>
    public static implicit operator Values(int[] values) => From(values);

    /// <summary>One truth value per row.</summary>
    public static implicit operator Values(bool[] values) => From(values);

    /// <summary>One number per row of a sheet.</summary>
    public static implicit operator Values(double[,] values) => From(values);

    /// <summary>One number per row of a sheet.</summary>
    public static implicit operator Values(float[,] values) => From(values);

    /// <summary>One number per row of a block.</summary>
    public static implicit operator Values(double[,,] values) => From(values);

    /// <summary>Numbers drawn independently for all rows.</summary>
    public static implicit operator Values(RandomDistribution distribution) => new(distribution);

    /// <summary>The only number there is.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public static implicit operator double(Values values) => values.Scalar;

    /// <summary>All numbers, in row-major order.</summary>
    public static implicit operator double[](Values values) => values.ToArray();

    /// <summary>All numbers of a two-dimensional geometry.</summary>
    /// <exception cref="InvalidOperationException">The shape has not two dimensions.</exception>
    public static implicit operator double[,](Values values)
    {
        if (values._shape is not [var rows, var columns])
            throw new InvalidOperationException($"Values of shape ({string.Join(", ", values.Shape)}) do not make a matrix.");
        var matrix = new double[rows, columns];
        Buffer.BlockCopy(values._items!, 0, matrix, 0, values.Count * sizeof(double));
        return matrix;
    }

    /// <summary>Whether two hold the same numbers in the same shape, or the same distribution.</summary>
    public static bool operator ==(Values left, Values right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(Values left, Values right) => !left.Equals(right);

    /// <summary>One number per row.</summary>
    /// <param name="values">The numbers; copied.</param>
    public static Values Create(params ReadOnlySpan<double> values) => new([.. values], [values.Length]);

    /// <summary>Numbers from an array of any rank.</summary>
    /// <param name="values">Numbers or truth values of any type, in row-major order; copied.</param>
    /// <exception cref="ArgumentException">An element is not a number.</exception>
    public static Values From(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var shape = new int[values.Rank];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = values.GetLength(i);
        var items = new double[values.Length];
        if (values is double[] or double[,] or double[,,])
        {
            Buffer.BlockCopy(values, 0, items, 0, items.Length * sizeof(double));
            return new Values(items, shape);
        }

        var index = 0;
        foreach (var item in values)
        {
            items[index++] = item is IConvertible number and not string
                ? number.ToDouble(CultureInfo.InvariantCulture)
                : throw new ArgumentException($"An array of {values.GetType().GetElementType()!.Name} does not hold numbers.", nameof(values));
        }

        return new Values(items, shape);
    }

    /// <summary>All numbers, in row-major order; a fresh array.</summary>
    /// <exception cref="InvalidOperationException">This is a distribution.</exception>
    public double[] ToArray()
    {
        if (Distribution is not null)
            throw new InvalidOperationException("A distribution is not an array; draw from it with its method Values.");
        return _items is null ? [_scalar] : [.. _items];
    }

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)(Distribution is null ? _items ?? [_scalar] : [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Values other) =>
        Equals(Distribution, other.Distribution)
        && _scalar.Equals(other._scalar)
        && (_items is null) == (other._items is null)
        && _items.AsSpan().SequenceEqual(other._items)
        && _shape.AsSpan().SequenceEqual(other._shape);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Values other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_scalar, Count, Distribution, Count > 0 ? this[0] : 0.0);

    /// <summary>The number, the distribution, or the first numbers.</summary>
    public override string ToString()
    {
        if (Distribution is not null)
            return Distribution.ToString() ?? string.Empty;
        if (_items is null)
            return _scalar.ToString(CultureInfo.InvariantCulture);
        var shown = string.Join(", ", _items.Take(8).Select(v => v.ToString(CultureInfo.InvariantCulture)));
        return _items.Length > 8 ? $"[{shown}, ... {_items.Length} values]" : $"[{shown}]";
    }

    /// <summary>Numbers with a shape, without copying.</summary>
    internal static Values Own(double[] items, IReadOnlyList<int> shape) => new(items, [.. shape]);

    /// <summary>The numbers in place; empty for a single number or a distribution.</summary>
    internal ReadOnlySpan<double> Items => _items;
}
