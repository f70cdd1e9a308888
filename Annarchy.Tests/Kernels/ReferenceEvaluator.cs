using Annarchy.Programs;
using Annarchy.Randomness;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>
/// What an update program means, one row and one node at a time: the oracle of every kernel backend. In single precision
/// each node is rounded to <c>float</c> and integers wrap at 32 bits.
/// </summary>
internal static class ReferenceEvaluator
{
    /// <summary>Evaluates rows <paramref name="begin"/> to <paramref name="end"/>, exclusive, then stores.</summary>
    /// <param name="program">What to compute.</param>
    /// <param name="columns">One column per slot of the program, in the order of its slots; all of one precision.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">One past the last row.</param>
    /// <param name="spikes">Receives the ranks that fulfil the spike condition.</param>
    /// <param name="axonSpikes">Receives the ranks that fulfil the axonal spike condition.</param>
    /// <param name="random">Object and step of the program's own draws.</param>
    public static void Run(
        UpdateProgram program,
        IReadOnlyList<Column> columns,
        int begin,
        int end,
        List<int>? spikes = null,
        List<int>? axonSpikes = null,
        RandomKey random = default)
    {
        var single = columns.Count > 0 && columns[0].Precision == Precision.Single;
        var results = new List<(int Row, Number[] Stored)>();
        for (var row = begin; row < end; row++)
        {
            var values = EvaluateRow(program, columns, row, single, random);
            results.Add((row, [.. program.Stores.Select(s => values[s.Value])]));
            if (program.Spike is not null && values[program.Spike].IsTrue)
                spikes?.Add(row);
            if (program.AxonSpike is not null && values[program.AxonSpike].IsTrue)
                axonSpikes?.Add(row);
        }

        foreach (var (row, stored) in results)
        {
            for (var i = 0; i < stored.Length; i++)
                Write(columns[program.Slots.IndexOf(program.Stores[i].Target)], row, stored[i]);
        }
    }

    /// <summary>The value of every node in one row.</summary>
    public static Dictionary<Node, Number> EvaluateRow(
        UpdateProgram program, IReadOnlyList<Column> columns, int row, bool single, RandomKey random = default) =>
        EvaluateRow(program, columns, row, s => s.Locality < program.Locality ? 0 : row, single, random);

    /// <summary>The value of every node in one row that finds its values at the elements <paramref name="element"/> says.</summary>
    public static Dictionary<Node, Number> EvaluateRow(
        UpdateProgram program, IReadOnlyList<Column> columns, int row, Func<Slot, int> element, bool single, RandomKey random)
    {
        var values = new Dictionary<Node, Number>();
        foreach (var node in program.Nodes)
        {
            Number value;
            if (node.Slot is { } slot)
                value = Read(columns[program.Slots.IndexOf(slot)], element(slot));
            else if (node.IsConstant)
                value = new Number(node.Value, (long)node.Value);
            else if (node.Op is Op.Gamma or Op.Binomial)
                value = Draw(node, [.. node.Operands.Select(o => values[o])], random.AtStream((int)node.Value), row);
            else
                value = Evaluate(node, [.. node.Operands.Select(o => values[o])], single);
            values.Add(node, Round(node.Kind, value, single));
        }

        return values;
    }

    private static Number Draw(Node node, Number[] x, RandomKey key, int row) => new(
        node.Op == Op.Gamma ? RandomDraws.Gamma(x[0].Real, key, row) : RandomDraws.Binomial((long)x[0].Real, x[1].Real, key, row), 0);

    private static Number Evaluate(Node node, Number[] x, bool single) => node.Op switch
    {
        Op.Less => Compare(node, x, static (a, b) => a < b, static (a, b) => a < b),
        Op.LessOrEqual => Compare(node, x, static (a, b) => a <= b, static (a, b) => a <= b),
        Op.Greater => Compare(node, x, static (a, b) => a > b, static (a, b) => a > b),
        Op.GreaterOrEqual => Compare(node, x, static (a, b) => a >= b, static (a, b) => a >= b),
        Op.Equal => Compare(node, x, static (a, b) => a == b, static (a, b) => a == b),
        Op.NotEqual => Compare(node, x, static (a, b) => a != b, static (a, b) => a != b),
        Op.And => Number.Of(x[0].IsTrue && x[1].IsTrue),
        Op.Or => Number.Of(x[0].IsTrue || x[1].IsTrue),
        Op.Not => Number.Of(!x[0].IsTrue),
        Op.Select => x[0].IsTrue ? x[1] : x[2],
        Op.ToReal => new Number(x[0].Integer, 0),
        Op.ToInteger when node.Operands[0].Kind == AttributeKind.Real =>
            new Number(0, single ? (int)x[0].Real : (long)x[0].Real), // Saturates; NaN becomes zero.
        Op.ToInteger => x[0],
        _ when node.Kind == AttributeKind.Real => new Number(EvaluateReal(node.Op, x[0].Real, x.Length > 1 ? x[1].Real : 0.0), 0),
        _ => new Number(0, EvaluateInteger(node.Op, x[0].Integer, x.Length > 1 ? x[1].Integer : 0)),
    };

    private static double EvaluateReal(Op op, double x, double y) => op switch
    {
        Op.Negate => -x,
        Op.Add => x + y,
        Op.Subtract => x - y,
        Op.Multiply => x * y,
        Op.Divide => x / y,
        Op.Minimum => Math.Min(x, y),
        Op.Maximum => Math.Max(x, y),
        Op.Absolute => Math.Abs(x),
        Op.Power => Math.Pow(x, y),
        Op.SquareRoot => Math.Sqrt(x),
        Op.Exp => Math.Exp(x),
        Op.Expm1 => ConstantFolding.Expm1(x),
        Op.Log => Math.Log(x),
        Op.Sin => Math.Sin(x),
        Op.Cos => Math.Cos(x),
        Op.Tan => Math.Tan(x),
        Op.Asin => Math.Asin(x),
        Op.Acos => Math.Acos(x),
        Op.Atan => Math.Atan(x),
        Op.Sinh => Math.Sinh(x),
        Op.Cosh => Math.Cosh(x),
        Op.Tanh => Math.Tanh(x),
        Op.Floor => Math.Floor(x),
        Op.Ceiling => Math.Ceiling(x),
        Op.Modulo => x % y,
        _ => throw new NotSupportedException($"No reference for {op} on reals."),
    };

    private static long EvaluateInteger(Op op, long x, long y) => op switch
    {
        Op.Negate => unchecked(-x),
        Op.Add => unchecked(x + y),
        Op.Subtract => unchecked(x - y),
        Op.Multiply => unchecked(x * y),
        Op.Minimum => Math.Min(x, y),
        Op.Maximum => Math.Max(x, y),
        Op.Absolute => x < 0 ? unchecked(-x) : x,
        Op.Modulo => y is 0 or -1 ? 0 : x % y,
        _ => throw new NotSupportedException($"No reference for {op} on integers."),
    };

    private static Number Compare(Node node, Number[] x, Func<double, double, bool> reals, Func<long, long, bool> integers) =>
        Number.Of(node.Operands[0].Kind == AttributeKind.Real ? reals(x[0].Real, x[1].Real) : integers(x[0].Integer, x[1].Integer));

    private static Number Round(AttributeKind kind, Number value, bool single) => (kind, single) switch
    {
        (AttributeKind.Real, true) => new Number((float)value.Real, 0),
        (AttributeKind.Integer, true) => new Number(0, unchecked((int)value.Integer)),
        _ => value,
    };

    private static Number Read(Column column, int row) => (column.Kind, column.Precision) switch
    {
        (AttributeKind.Real, Precision.Double) => new Number(column.AsSpan<double>()[row], 0),
        (AttributeKind.Real, _) => new Number(column.AsSpan<float>()[row], 0),
        (_, Precision.Double) => new Number(0, column.AsSpan<long>()[row]),
        _ => new Number(0, column.AsSpan<int>()[row]),
    };

    /// <summary>Writes one element of a column.</summary>
    public static void Write(Column column, int row, Number value)
    {
        switch (column.Kind, column.Precision)
        {
            case (AttributeKind.Real, Precision.Double): column.AsSpan<double>()[row] = value.Real; break;
            case (AttributeKind.Real, _): column.AsSpan<float>()[row] = (float)value.Real; break;
            case (_, Precision.Double): column.AsSpan<long>()[row] = value.Integer; break;
            default: column.AsSpan<int>()[row] = (int)value.Integer; break;
        }
    }

    /// <summary>A value of any kind: reals in <paramref name="Real"/>, integers and booleans in <paramref name="Integer"/>.</summary>
    internal readonly record struct Number(double Real, long Integer)
    {
        public bool IsTrue => Integer != 0;

        public static Number Of(bool value) => new(0, value ? 1 : 0);
    }
}
