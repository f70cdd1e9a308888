using System.Collections.Immutable;

namespace Annarchy.Programs;

/// <summary>Rewrites of a node about to be made: constant folding and identities that hold for every value, NaN included.</summary>
internal static class AlgebraicIdentities
{
    /// <summary>Integer exponents up to this become multiplications.</summary>
    private const int LargestExpandedPower = 16;

    /// <summary>The simpler node, or null where there is none.</summary>
    public static Node? TrySimplify(NodeFactory factory, Op op, ImmutableArray<Node> args)
    {
        if (args.All(a => a.IsConstant) && ConstantFolding.TryFold(factory, op, args) is { } folded)
            return folded;
        return op switch
        {
            Op.Add when args[0].IsConstantOf(0.0) => args[1],
            Op.Add when args[1].IsConstantOf(0.0) => args[0],
            Op.Add when args[1].Op == Op.Negate => factory.Make(Op.Subtract, args[0], args[1].Operands[0]),
            Op.Add when args[0].Op == Op.Negate => factory.Make(Op.Subtract, args[1], args[0].Operands[0]),
            Op.Subtract when args[1].IsConstantOf(0.0) => args[0],
            Op.Subtract when args[0].IsConstantOf(0.0) => factory.Make(Op.Negate, args[1]),
            Op.Subtract when args[1].Op == Op.Negate => factory.Make(Op.Add, args[0], args[1].Operands[0]),
            Op.Multiply when args[0].IsConstantOf(1.0) => args[1],
            Op.Multiply when args[1].IsConstantOf(1.0) => args[0],
            Op.Multiply when args[0].IsConstantOf(-1.0) => factory.Make(Op.Negate, args[1]),
            Op.Multiply when args[1].IsConstantOf(-1.0) => factory.Make(Op.Negate, args[0]),
            Op.Multiply when args[0].Op == Op.Negate && args[1].Op == Op.Negate =>
                factory.Make(Op.Multiply, args[0].Operands[0], args[1].Operands[0]),
            Op.Multiply when args[0].Op == Op.Negate =>
                factory.Make(Op.Negate, factory.Make(Op.Multiply, args[0].Operands[0], args[1])),
            Op.Multiply when args[1].Op == Op.Negate =>
                factory.Make(Op.Negate, factory.Make(Op.Multiply, args[0], args[1].Operands[0])),
            Op.Divide when args[1].IsConstantOf(1.0) => args[0],
            Op.Divide when args[1].IsConstantOf(-1.0) => factory.Make(Op.Negate, args[0]),
            Op.Divide when args[0].Op == Op.Negate && args[1].Op == Op.Negate =>
                factory.Make(Op.Divide, args[0].Operands[0], args[1].Operands[0]),
            Op.Divide when args[0].Op == Op.Negate =>
                factory.Make(Op.Negate, factory.Make(Op.Divide, args[0].Operands[0], args[1])),
            Op.Divide when args[1].Op == Op.Negate =>
                factory.Make(Op.Negate, factory.Make(Op.Divide, args[0], args[1].Operands[0])),
            Op.Negate when args[0].Op == Op.Negate => args[0].Operands[0],
            Op.Negate when args[0].Op == Op.Subtract => factory.Make(Op.Subtract, args[0].Operands[1], args[0].Operands[0]),
            Op.Not when args[0].Op == Op.Not => args[0].Operands[0],
            Op.Select when args[0].IsConstant => args[0].Value != 0.0 ? args[1] : args[2],
            Op.Select when args[1] == args[2] => args[1],
            Op.And when args[0].IsConstant => args[0].Value != 0.0 ? args[1] : args[0],
            Op.And when args[1].IsConstant => args[1].Value != 0.0 ? args[0] : args[1],
            Op.Or when args[0].IsConstant => args[0].Value != 0.0 ? args[0] : args[1],
            Op.Or when args[1].IsConstant => args[1].Value != 0.0 ? args[1] : args[0],
            Op.And or Op.Or or Op.Minimum or Op.Maximum when args[0] == args[1] => args[0],
            Op.Power when args[1].IsConstant => Power(factory, args[0], args[1].Value),
            _ => null,
        };
    }

    private static Node? Power(NodeFactory factory, Node x, double exponent)
    {
        if (exponent == 0.5)
            return factory.Make(Op.SquareRoot, x);
        if (exponent != Math.Floor(exponent) || Math.Abs(exponent) > LargestExpandedPower)
            return null;
        if (exponent == 0.0)
            return factory.Constant(1.0);
        var power = PositivePower(factory, x, (int)Math.Abs(exponent));
        return exponent > 0.0 ? power : factory.Divide(factory.Constant(1.0), power);
    }

    private static Node PositivePower(NodeFactory factory, Node x, int exponent)
    {
        if (exponent == 1)
            return x;
        var half = PositivePower(factory, x, exponent / 2);
        var square = factory.Multiply(half, half);
        return exponent % 2 == 0 ? square : factory.Multiply(square, x);
    }
}
