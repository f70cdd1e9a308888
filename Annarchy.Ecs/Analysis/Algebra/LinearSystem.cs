using Annarchy.Programs;

namespace Annarchy.Analysis.Algebra;

/// <summary>Solves linear systems whose entries are expressions, by Gaussian elimination.</summary>
internal static class LinearSystem
{
    /// <summary>The solution x of A x = b, or null when the matrix has no full rank whatever the values.</summary>
    /// <param name="factory">Makes the nodes.</param>
    /// <param name="matrix">Rows of A, null for entries that are zero; overwritten.</param>
    /// <param name="rightSide">b; overwritten.</param>
    public static Node[]? Solve(NodeFactory factory, Node?[][] matrix, Node?[] rightSide)
    {
        var size = rightSide.Length;
        for (var column = 0; column < size; column++)
        {
            var pivotRow = Enumerable.Range(column, size - column).FirstOrDefault(row => matrix[row][column] is not null, -1);
            if (pivotRow < 0)
                return null;
            (matrix[column], matrix[pivotRow]) = (matrix[pivotRow], matrix[column]);
            (rightSide[column], rightSide[pivotRow]) = (rightSide[pivotRow], rightSide[column]);
            for (var row = column + 1; row < size; row++)
                Eliminate(factory, matrix, rightSide, column, row);
        }

        var solution = new Node[size];
        for (var row = size - 1; row >= 0; row--)
        {
            var sum = rightSide[row];
            for (var column = row + 1; column < size; column++)
                sum = SubtractProduct(factory, sum, matrix[row][column], solution[column]);
            solution[row] = sum is null ? factory.Constant(0.0) : factory.Divide(sum, matrix[row][row]!);
        }

        return solution;
    }

    private static void Eliminate(NodeFactory factory, Node?[][] matrix, Node?[] rightSide, int column, int row)
    {
        if (matrix[row][column] is not { } entry)
            return;
        var factor = factory.Divide(entry, matrix[column][column]!);
        matrix[row][column] = null;
        for (var i = column + 1; i < rightSide.Length; i++)
            matrix[row][i] = SubtractProduct(factory, matrix[row][i], factor, matrix[column][i]);
        rightSide[row] = SubtractProduct(factory, rightSide[row], factor, rightSide[column]);
    }

    private static Node? SubtractProduct(NodeFactory factory, Node? x, Node? factor, Node? y)
    {
        if (factor is null || y is null)
            return x;
        var product = factory.Multiply(factor, y);
        if (x is null)
            return factory.Negate(product);
        return x == product ? null : factory.Subtract(x, product);
    }
}
