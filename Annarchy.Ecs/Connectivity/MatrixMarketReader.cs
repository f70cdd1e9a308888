using System.Globalization;

namespace Annarchy.Connectivity;

/// <summary>Reads Matrix Market files: https://math.nist.gov/MatrixMarket/formats.html</summary>
internal static class MatrixMarketReader
{
    /// <summary>Rows, columns and elements of a file.</summary>
    /// <exception cref="InvalidDataException">The file is not a matrix of real numbers in the format, or cut off.</exception>
    public static SparseMatrix Read(TextReader reader, string file)
    {
        var header = (reader.ReadLine() ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (header is not [var magic, var kind, var layout, var field, var symmetry]
            || !Is(magic, "%%MatrixMarket") || !Is(kind, "matrix"))
        {
            throw Fail(file, "does not begin with '%%MatrixMarket matrix <layout> <field> <symmetry>'");
        }

        if (!Is(field, "real") && !Is(field, "double") && !Is(field, "integer") && !Is(field, "pattern"))
            throw Fail(file, $"holds elements of kind '{field}', not real numbers");
        if (!Is(symmetry, "general") && !Is(symmetry, "symmetric") && !Is(symmetry, "skew-symmetric"))
            throw Fail(file, $"has the symmetry '{symmetry}', which is not known");
        var isPattern = Is(field, "pattern");
        if (Is(layout, "coordinate"))
            return Coordinates(reader, file, isPattern, symmetry);
        if (Is(layout, "array") && !isPattern)
            return Dense(reader, file, symmetry);
        throw Fail(file, $"has the layout '{layout}', which is not known");
    }

    private static SparseMatrix Coordinates(TextReader reader, string file, bool isPattern, string symmetry)
    {
        var size = NextLine(reader, file, 3);
        var (rows, columns, count) = (Integer(size[0], file), Integer(size[1], file), Integer(size[2], file));
        var elements = new List<(int, int, double)>();
        for (var i = 0; i < count; i++)
        {
            var parts = NextLine(reader, file, isPattern ? 2 : 3);
            Add(elements, Integer(parts[0], file) - 1, Integer(parts[1], file) - 1, isPattern ? 1.0 : Number(parts[2], file), symmetry);
        }

        return Matrix(rows, columns, elements, file);
    }

    private static SparseMatrix Dense(TextReader reader, string file, string symmetry)
    {
        var size = NextLine(reader, file, 2);
        var (rows, columns) = (Integer(size[0], file), Integer(size[1], file));
        var elements = new List<(int, int, double)>();
        for (var column = 0; column < columns; column++)
        {
            var first = Is(symmetry, "general") ? 0 : Is(symmetry, "symmetric") ? column : column + 1;
            for (var row = first; row < rows; row++)
                Add(elements, row, column, Number(NextLine(reader, file, 1)[0], file), symmetry);
        }

        return Matrix(rows, columns, elements, file);
    }

    private static void Add(List<(int, int, double)> elements, int row, int column, double value, string symmetry)
    {
        elements.Add((row, column, value));
        if (row != column && !Is(symmetry, "general"))
            elements.Add((column, row, Is(symmetry, "symmetric") ? value : -value));
    }

    private static SparseMatrix Matrix(int rows, int columns, List<(int, int, double)> elements, string file)
    {
        try
        {
            return new SparseMatrix(rows, columns, elements);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The file '{file}' is not a valid matrix: {e.Message}", e);
        }
    }

    private static string[] NextLine(TextReader reader, string file, int parts)
    {
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('%') || string.IsNullOrWhiteSpace(line))
                continue;
            var split = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return split.Length == parts ? split : throw Fail(file, $"has the line '{line}' where {parts} numbers were expected");
        }

        throw Fail(file, "ends too early");
    }

    private static int Integer(string text, string file) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw Fail(file, $"has '{text}' where a whole number was expected");

    private static double Number(string text, string file) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fail(file, $"has '{text}' where a number was expected");

    private static bool Is(string text, string expected) => text.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static InvalidDataException Fail(string file, string what) => new($"The file '{file}' {what}.");
}
