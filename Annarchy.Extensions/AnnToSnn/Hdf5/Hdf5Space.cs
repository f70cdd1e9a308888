namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>Shapes of arrays and attributes.</summary>
internal static class Hdf5Space
{
    /// <summary>Reads a shape; empty for a single value.</summary>
    /// <exception cref="InvalidDataException">There are more elements than addresses.</exception>
    public static long[] Read(Hdf5Cursor cursor)
    {
        const int noValues = 2;
        var version = cursor.Byte();
        var dimensions = cursor.Byte();
        cursor.Skip(1);
        var kind = cursor.Byte();
        if (version == 1)
            cursor.Skip(4);
        else if (version != 2)
            throw new NotSupportedException($"shapes of version {version} are not read; 1 and 2 are");
        else if (kind == noValues)
            return [0];
        var shape = new long[dimensions];
        for (var i = 0; i < dimensions; i++)
            shape[i] = checked((long)cursor.FileLength());
        return shape;
    }

    /// <summary>Number of elements.</summary>
    /// <exception cref="InvalidDataException">There are more than an array can have.</exception>
    public static int Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            // Neither factor has more than 31 bits.
            if (length > int.MaxValue || (count *= length) > Array.MaxLength)
                throw new InvalidDataException($"an array of shape {Describe(shape)} is too large");
        }

        return (int)count;
    }

    public static string Describe(ReadOnlySpan<long> shape) => $"({string.Join(", ", shape.ToArray())})";
}
