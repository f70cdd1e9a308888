using System.Runtime.Intrinsics;
using Annarchy.Kernels;
using Annarchy.Kernels.Emit;
using Annarchy.Numerics;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>
/// What emitted code must compute to the last bit: the terms of a program (contractions included), one row and one term at a time.
/// </summary>
internal sealed class EmitTermEvaluator(KernelShape shape, IReadOnlyList<Column> columns, int[][] indices)
{
    private readonly bool _single = columns.Count > 0 && columns[0].Precision == Precision.Single;
    private readonly TermGraph _graph = new(shape);
    private readonly Dictionary<Term, (double Real, long Integer)> _values = [];

    public EmitTermEvaluator(UpdateProgram program, IReadOnlyList<Column> columns)
        : this(KernelShape.OfNeurons(program), columns, [])
    {
    }

    private UpdateProgram Program => shape.Program;

    /// <summary>Evaluates rows and then stores.</summary>
    public void Run(int begin, int end, List<int> spikes, List<int> axonSpikes)
    {
        var stored = new List<Action>();
        var combined = Program.Stores.ToDictionary(s => s, _ => new List<double>());
        for (var row = begin; row < end; row++)
        {
            _values.Clear();
            foreach (var store in Program.Stores)
            {
                var index = Program.Slots.IndexOf(store.Target);
                var (column, value, at) = (columns[index], Evaluate(_graph[store.Value], row), Element(index, row));
                if (shape.IsOverSynapses && shape.IsUniform(index))
                    combined[store].Add(value.Real);
                else
                    stored.Add(() => Write(column, at, value));
            }

            if (Program.Spike is not null && Evaluate(_graph[Program.Spike], row).Integer != 0)
                spikes.Add(row);
            if (Program.AxonSpike is not null && Evaluate(_graph[Program.AxonSpike], row).Integer != 0)
                axonSpikes.Add(row);
        }

        stored.ForEach(s => s());
        foreach (var (store, values) in combined)
        {
            if (values.Count > 0)
                columns[Program.Slots.IndexOf(store.Target)][0] = Round(columns[Program.Slots.IndexOf(store.Target)][0] + Combine(values));
        }
    }

    private double Round(double value) => _single ? (float)value : value;

    /// <summary>In virtual lanes that are added up by halves.</summary>
    private double Combine(List<double> values)
    {
        if (shape.Reduction is Reduction.Maximum or Reduction.Minimum)
            return values.Aggregate(shape.Reduction == Reduction.Maximum ? Math.Max : Math.Min);
        var lanes = new double[_single ? 32 : 16];
        for (var i = 0; i < values.Count; i++)
            lanes[i % lanes.Length] = Round(lanes[i % lanes.Length] + values[i]);
        for (var half = lanes.Length / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
                lanes[i] = Round(lanes[i] + lanes[i + half]);
        }

        return shape.Reduction == Reduction.Mean ? Round(lanes[0] / values.Count) : lanes[0];
    }

    private int Element(int column, int row) => shape[column] switch
    {
        { Kind: AccessKind.Uniform } => 0,
        { Kind: AccessKind.Indexed, Index: var index } => indices[index][row],
        _ => row,
    };

    private (double Real, long Integer) Evaluate(Term term, int row)
    {
        if (!_values.TryGetValue(term, out var value))
        {
            value = term.Op switch
            {
                Op.Constant => (term.Value, (long)term.Value),
                Op.Read => Read(columns[term.Column], Element(term.Column, row)),
                _ => Apply(term, [.. term.Operands.Select(o => Evaluate(o, row))]),
            };
            if (_single)
                value = ((float)value.Real, (int)value.Integer);
            _values.Add(term, value);
        }

        return value;
    }

    private (double Real, long Integer) Apply(Term term, (double Real, long Integer)[] x)
    {
        var operandKind = term.Operands[0].Kind;
        return term.Op switch
        {
            >= Op.Less and <= Op.NotEqual => (0, Compare(term.Op, operandKind, x[0], x[1]) ? 1 : 0),
            Op.And => (0, x[0].Integer & x[1].Integer),
            Op.Or => (0, x[0].Integer | x[1].Integer),
            Op.Not => (0, 1 - x[0].Integer),
            Op.Select => x[0].Integer != 0 ? x[1] : x[2],
            Op.ToReal => (_single ? (float)(int)x[0].Integer : x[0].Integer, 0),
            Op.ToInteger when operandKind == AttributeKind.Real => (0, _single ? (int)x[0].Real : (long)x[0].Real),
            Op.ToInteger => x[0],
            _ when term.Kind == AttributeKind.Integer => (0, Integer(term.Op, x[0].Integer, x[^1].Integer)),
            Op.Add when term.IsFused && _single => (MathF.FusedMultiplyAdd((float)x[0].Real, (float)x[1].Real, (float)x[2].Real), 0),
            Op.Add when term.IsFused => (Math.FusedMultiplyAdd(x[0].Real, x[1].Real, x[2].Real), 0),
            _ => (Real(term.Op, x[0].Real, x[^1].Real), 0),
        };
    }

    private static bool Compare(Op op, AttributeKind kind, (double Real, long Integer) x, (double Real, long Integer) y)
    {
        var isReal = kind == AttributeKind.Real;
        return op switch
        {
            Op.Less => isReal ? x.Real < y.Real : x.Integer < y.Integer,
            Op.LessOrEqual => isReal ? x.Real <= y.Real : x.Integer <= y.Integer,
            Op.Greater => isReal ? x.Real > y.Real : x.Integer > y.Integer,
            Op.GreaterOrEqual => isReal ? x.Real >= y.Real : x.Integer >= y.Integer,
            Op.Equal => isReal ? x.Real == y.Real : x.Integer == y.Integer,
            _ => isReal ? x.Real != y.Real : x.Integer != y.Integer,
        };
    }

    private static long Integer(Op op, long x, long y) => op switch
    {
        Op.Negate => unchecked(-x),
        Op.Add => unchecked(x + y),
        Op.Subtract => unchecked(x - y),
        Op.Multiply => unchecked(x * y),
        Op.Minimum => Math.Min(x, y),
        Op.Maximum => Math.Max(x, y),
        Op.Absolute => x < 0 ? unchecked(-x) : x,
        _ => y is 0 or -1 ? 0 : x % y,
    };

    private double Real(Op op, double x, double y) => op switch
    {
        Op.Negate => -x,
        Op.Add => x + y,
        Op.Subtract => x - y,
        Op.Multiply => x * y,
        Op.Divide => x / y,
        Op.Minimum => Math.Min(x, y),
        Op.Maximum => Math.Max(x, y),
        Op.Absolute => Math.Abs(x),
        Op.SquareRoot => Math.Sqrt(x),
        Op.Floor => Math.Floor(x),
        Op.Ceiling => Math.Ceiling(x),
        _ => _single ? Function((float)x, (float)y, op) : Function(x, y, op),
    };

    private static T Function<T>(T x, T y, Op op)
    {
        var binary = op is Op.Power or Op.Modulo;
        var method = typeof(VectorMath).GetMethod(op.ToString(), [.. Enumerable.Repeat(typeof(Vector128<T>), binary ? 2 : 1)])!;
        var result = method.Invoke(null, binary ? [Vector128.Create(x), Vector128.Create(y)] : [Vector128.Create(x)]);
        return ((Vector128<T>)result!).ToScalar();
    }

    private static (double Real, long Integer) Read(Column column, int row) => column.Kind switch
    {
        AttributeKind.Real => (column[row], 0),
        _ when column.Precision == Precision.Double => (0, column.AsSpan<long>()[row]),
        _ => (0, column.AsSpan<int>()[row]),
    };

    private static void Write(Column column, int row, (double Real, long Integer) value)
    {
        if (column.Kind == AttributeKind.Real)
            column[row] = value.Real;
        else if (column.Precision == Precision.Double)
            column.AsSpan<long>()[row] = value.Integer;
        else
            column.AsSpan<int>()[row] = (int)value.Integer;
    }
}
