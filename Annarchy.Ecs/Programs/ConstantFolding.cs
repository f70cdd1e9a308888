using System.Collections.Immutable;

namespace Annarchy.Programs;

/// <summary>Evaluates operations on constants, in double precision, when a program is built.</summary>
internal static class ConstantFolding
{
    /// <summary>The constant, or null for operations that are not functions of their operands (random draws).</summary>
    public static Node? TryFold(NodeFactory factory, Op op, ImmutableArray<Node> args)
    {
        if (args.IsEmpty)
            return null;
        var x = args[0].Value;
        var y = args.Length > 1 ? args[1].Value : 0.0;
        var kind = args[^1].Kind;
        return op switch
        {
            Op.Less => factory.Constant(x < y),
            Op.LessOrEqual => factory.Constant(x <= y),
            Op.Greater => factory.Constant(x > y),
            Op.GreaterOrEqual => factory.Constant(x >= y),
            Op.Equal => factory.Constant(x == y),
            Op.NotEqual => factory.Constant(x != y),
            Op.And => factory.Constant(x != 0.0 && y != 0.0),
            Op.Or => factory.Constant(x != 0.0 || y != 0.0),
            Op.Not => factory.Constant(x == 0.0),
            Op.Select => x != 0.0 ? args[1] : args[2],
            Op.ToReal => factory.Constant(x),
            Op.ToInteger => factory.Constant((long)x),
            Op.Gamma or Op.Binomial => null,
            _ when kind == AttributeKind.Integer => FoldInteger(op, (long)x, (long)y) is { } n ? factory.Constant(n) : null,
            _ => Evaluate(op, x, y) is { } r ? factory.Constant(r) : null,
        };
    }

    /// <summary>Value of a real operation; null for operations that are none.</summary>
    public static double? Evaluate(Op op, double x, double y) => op switch
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
        Op.Expm1 => Expm1(x),
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
        _ => null,
    };

    /// <summary>e^x - 1 without cancellation (W. Kahan, after Higham, Accuracy and Stability of Numerical Algorithms, 2002, 1.14.1).</summary>
    public static double Expm1(double x)
    {
        var power = Math.Exp(x);
        if (power == 1.0)
            return x;
        var difference = power - 1.0;
        return difference == -1.0 || double.IsInfinity(power) ? difference : difference * (x / Math.Log(power));
    }

    private static long? FoldInteger(Op op, long x, long y) => op switch
    {
        Op.Negate => -x,
        Op.Add => x + y,
        Op.Subtract => x - y,
        Op.Multiply => x * y,
        Op.Minimum => Math.Min(x, y),
        Op.Maximum => Math.Max(x, y),
        Op.Absolute => Math.Abs(x),
        Op.Modulo when y != 0 => x % y,
        _ => null,
    };
}
