using System.Collections.Immutable;
using System.Globalization;

namespace Annarchy;

/// <summary>
/// The shape of a population: one to any number of dimensions. Neurons are numbered (their rank) in row-major order, so the last
/// coordinate changes fastest.
/// </summary>
/// <remarks>Converts implicitly from a number and from tuples of up to four: <c>net.Create((10, 20), neuron)</c>.</remarks>
public sealed class Geometry : IEquatable<Geometry>
{
    private readonly ImmutableArray<int> _dimensions;

    /// <summary>Creates a geometry.</summary>
    /// <param name="dimensions">Neurons along each dimension; each at least 1, the product at most <see cref="int.MaxValue"/>.</param>
    /// <exception cref="ArgumentException">No dimension is given, or there are too many neurons.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is smaller than 1.</exception>
    public Geometry(params ReadOnlySpan<int> dimensions)
    {
        if (dimensions.IsEmpty)
            throw new ArgumentException("A geometry needs at least one dimension.", nameof(dimensions));
        var size = 1L;
        foreach (var dimension in dimensions)
        {
            if (dimension < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(dimensions), dimension, $"Every dimension of a geometry is at least 1; this one is {Format(dimensions)}.");
            }

            size *= dimension;
            if (size > int.MaxValue)
                throw new ArgumentException($"A population has at most {int.MaxValue} neurons; {Format(dimensions)} are more.", nameof(dimensions));
        }

        _dimensions = [.. dimensions];
        Size = (int)size;
    }

    /// <summary>Number of neurons: the product of the dimensions.</summary>
    public int Size { get; }

    /// <summary>Number of dimensions.</summary>
    public int Dimensions => _dimensions.Length;

    /// <summary>Neurons along each dimension.</summary>
    public IReadOnlyList<int> Shape => _dimensions;

    /// <summary>Neurons along one dimension.</summary>
    /// <param name="dimension">Number of the dimension, from 0.</param>
    public int this[int dimension] => _dimensions[dimension];

    /// <summary>A line of neurons.</summary>
    /// <param name="size">How many.</param>
    public static implicit operator Geometry(int size) => new(size);

    /// <summary>A sheet of neurons.</summary>
    /// <param name="shape">Neurons along each dimension.</param>
    public static implicit operator Geometry((int First, int Second) shape) => new(shape.First, shape.Second);

    /// <summary>A block of neurons.</summary>
    /// <param name="shape">Neurons along each dimension.</param>
    public static implicit operator Geometry((int First, int Second, int Third) shape) => new(shape.First, shape.Second, shape.Third);

    /// <summary>Neurons in four dimensions.</summary>
    /// <param name="shape">Neurons along each dimension.</param>
    public static implicit operator Geometry((int First, int Second, int Third, int Fourth) shape) =>
        new(shape.First, shape.Second, shape.Third, shape.Fourth);

    /// <summary>Neurons in any number of dimensions.</summary>
    /// <param name="dimensions">Neurons along each dimension.</param>
    public static implicit operator Geometry(int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return new Geometry(dimensions);
    }

    /// <summary>Rank of the neuron at some coordinates.</summary>
    /// <param name="coordinates">One per dimension, from 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer coordinates than dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is outside its dimension.</exception>
    public int Rank(params ReadOnlySpan<int> coordinates)
    {
        if (coordinates.Length != _dimensions.Length)
        {
            throw new ArgumentException(
                $"A neuron of geometry {this} has {_dimensions.Length} coordinates, {coordinates.Length} were given.", nameof(coordinates));
        }

        var rank = 0;
        for (var i = 0; i < coordinates.Length; i++)
        {
            if ((uint)coordinates[i] >= (uint)_dimensions[i])
            {
                throw new ArgumentOutOfRangeException(
                    nameof(coordinates), coordinates[i], $"Coordinate {i} is outside geometry {this}: it must be from 0 to {_dimensions[i] - 1}.");
            }

            rank = (rank * _dimensions[i]) + coordinates[i];
        }

        return rank;
    }

    /// <summary>Coordinates of a neuron.</summary>
    /// <param name="rank">Its rank, from 0.</param>
    /// <returns>One number per dimension, from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    public int[] Coordinates(int rank)
    {
        CheckRank(rank);
        var coordinates = new int[_dimensions.Length];
        for (var i = coordinates.Length - 1; i >= 0; i--)
            (rank, coordinates[i]) = Math.DivRem(rank, _dimensions[i]);
        return coordinates;
    }

    /// <summary>Position of a neuron with every dimension scaled to [0, 1]; 0 along dimensions of one neuron.</summary>
    /// <param name="rank">Its rank, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    public double[] NormalizedCoordinates(int rank)
    {
        var coordinates = Coordinates(rank);
        var position = new double[coordinates.Length];
        for (var i = 0; i < position.Length; i++)
            position[i] = _dimensions[i] == 1 ? 0.0 : (double)coordinates[i] / (_dimensions[i] - 1);
        return position;
    }

    /// <inheritdoc/>
    public bool Equals(Geometry? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Geometry);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var dimension in _dimensions)
            hash.Add(dimension);
        return hash.ToHashCode();
    }

    /// <summary>The dimensions in brackets: <c>(3, 4)</c>.</summary>
    public override string ToString() => Format(_dimensions.AsSpan());

    internal void CheckRank(int rank)
    {
        if ((uint)rank >= (uint)Size)
            throw new ArgumentOutOfRangeException(nameof(rank), rank, $"Ranks of geometry {this} are from 0 to {Size - 1}.");
    }

    private static string Format(ReadOnlySpan<int> dimensions)
    {
        var parts = new string[dimensions.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = dimensions[i].ToString(CultureInfo.InvariantCulture);
        return $"({string.Join(", ", parts)})";
    }
}
