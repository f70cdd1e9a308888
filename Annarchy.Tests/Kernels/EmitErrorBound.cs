using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>
/// Values of a program's nodes with a first-order bound on what rounding every operation can do to them: the room that a backend
/// has when it contracts operations.
/// </summary>
internal static class EmitErrorBound
{
    /// <summary>Value and bound of every node in one row; the bound is NaN where there is none.</summary>
    public static Dictionary<Node, (double Value, double Bound)> EvaluateRow(
        UpdateProgram program, IReadOnlyList<Column> columns, int row, Precision precision)
    {
        // Elementary functions are good to a few units in the last place; sums and products to half of one.
        var unit = precision == Precision.Single ? Math.ScaleB(1.0, -23) : Math.ScaleB(1.0, -52);
        var values = ReferenceEvaluator.EvaluateRow(program, columns, row, precision == Precision.Single);
        var bounds = new Dictionary<Node, (double Value, double Bound)>();
        foreach (var node in program.Nodes)
        {
            var value = values[node].Real;
            bounds.Add(node, (value, Propagated(node, value, bounds) + (node.Operands.IsEmpty ? 0.0 : 2.0 * unit * Math.Abs(value))));
        }

        return bounds;
    }

    private static double Propagated(Node node, double value, Dictionary<Node, (double Value, double Bound)> bounds)
    {
        if (node.Operands.IsEmpty)
            return 0.0;
        var (x, ex) = bounds[node.Operands[0]];
        var (y, ey) = bounds[node.Operands[^1]];
        return node.Op switch
        {
            Op.Add or Op.Subtract => ex + ey,
            Op.Multiply => (Math.Abs(x) * ey) + (Math.Abs(y) * ex) + (ex * ey),
            Op.Divide when ey < Math.Abs(y) / 2.0 => 2.0 * (ex + (Math.Abs(value) * ey)) / Math.Abs(y),
            Op.Negate or Op.Absolute or Op.Sin or Op.Cos or Op.Tanh or Op.Atan => ex,
            Op.Minimum or Op.Maximum => Math.Max(ex, ey),
            Op.Exp when ex < 0.5 => 2.0 * value * ex,
            _ => double.NaN,
        };
    }
}
