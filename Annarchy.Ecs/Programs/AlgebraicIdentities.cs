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
            >= Op.Less and <= Op.NotEqual when args.Any(IsNaN) => factory.Constant(op == Op.NotEqual),
            Op.Add or Op.Subtract or Op.Negate => Sum(factory, op, args),
            Op.Multiply or Op.Divide => Product(factory, op, args),
            Op.Minimum or Op.Maximum when args[0] == args[1] => args[0],
            Op.Power when args[1].IsConstant => Power(factory, args[0], args[1].Value),
            Op.ToInteger when args[0].Op == Op.ToReal => args[0].Operands[0],
            Op.Select => Selection(factory, args),
            Op.Equal or Op.NotEqual => Equality(factory, op, args),
            _ => Logic(factory, op, args),
        };
    }

    private static bool IsNaN(Node node) => node.IsConstant && double.IsNaN(node.Value);

    private static Node? Sum(NodeFactory factory, Op op, ImmutableArray<Node> args) => op switch
    {
        Op.Add when args[0].IsConstantOf(0.0) => args[1],
        Op.Add when args[1].IsConstantOf(0.0) => args[0],
        Op.Add when args[1].Op == Op.Negate => factory.Subtract(args[0], args[1].Operands[0]),
        Op.Add when args[0].Op == Op.Negate => factory.Subtract(args[1], args[0].Operands[0]),
        Op.Subtract when args[1].IsConstantOf(0.0) => args[0],
        Op.Subtract when args[0].IsConstantOf(0.0) => factory.Negate(args[1]),
        Op.Subtract when args[1].Op == Op.Negate => factory.Add(args[0], args[1].Operands[0]),
        Op.Subtract => ElapsedTime(factory, args[0], args[1]),
        Op.Negate when args[0].Op == Op.Negate => args[0].Operands[0],
        Op.Negate when args[0].Op == Op.Subtract => factory.Subtract(args[0].Operands[1], args[0].Operands[0]),
        _ => null,
    };

    /// <summary>The difference of two times as a number of steps times dt: exact in integers however long the run.</summary>
    private static Node? ElapsedTime(NodeFactory factory, Node later, Node earlier) =>
        InSteps(factory, later) is var (laterStep, dt) && InSteps(factory, earlier) is var (earlierStep, otherDt) && dt == otherDt
            ? factory.Multiply(factory.ToReal(factory.Subtract(laterStep, earlierStep)), dt)
            : null;

    private static (Node Step, Node TimeStep)? InSteps(NodeFactory factory, Node node)
    {
        if (node.Slot is { Owner: SlotOwner.Network, Name: SlotNames.Time })
            return (factory.Read(NetworkSlots.Step), factory.Read(NetworkSlots.TimeStep));
        if (node.Op != Op.Multiply)
            return null;
        var (x, y) = (node.Operands[0], node.Operands[1]);
        if (IsTimeStep(x) && y.Op == Op.ToReal)
            return (y.Operands[0], x);
        return IsTimeStep(y) && x.Op == Op.ToReal ? (x.Operands[0], y) : null;
    }

    private static bool IsTimeStep(Node node) => node.Slot is { Owner: SlotOwner.Network, Name: SlotNames.TimeStep };

    private static Node? Product(NodeFactory factory, Op op, ImmutableArray<Node> args) => op switch
    {
        Op.Multiply when args[0].IsConstantOf(1.0) => args[1],
        Op.Multiply when args[1].IsConstantOf(1.0) => args[0],
        Op.Multiply when args[0].IsConstantOf(-1.0) => factory.Negate(args[1]),
        Op.Multiply when args[1].IsConstantOf(-1.0) => factory.Negate(args[0]),
        Op.Multiply when args[0].Op == Op.Negate && args[1].Op == Op.Negate =>
            factory.Multiply(args[0].Operands[0], args[1].Operands[0]),
        Op.Multiply when args[0].Op == Op.Negate => factory.Negate(factory.Multiply(args[0].Operands[0], args[1])),
        Op.Multiply when args[1].Op == Op.Negate => factory.Negate(factory.Multiply(args[0], args[1].Operands[0])),
        Op.Divide when args[1].IsConstantOf(1.0) => args[0],
        Op.Divide when args[1].IsConstantOf(-1.0) => factory.Negate(args[0]),
        Op.Divide when args[0].Op == Op.Negate && args[1].Op == Op.Negate =>
            factory.Divide(args[0].Operands[0], args[1].Operands[0]),
        Op.Divide when args[0].Op == Op.Negate => factory.Negate(factory.Divide(args[0].Operands[0], args[1])),
        Op.Divide when args[1].Op == Op.Negate => factory.Negate(factory.Divide(args[0], args[1].Operands[0])),
        Op.Divide when args[1].IsConstant && IsExactReciprocal(args[1].Value) =>
            factory.Multiply(args[0], factory.Constant(1.0 / args[1].Value)),
        _ => null,
    };

    /// <summary>Powers of two, whose reciprocals are exact in either precision.</summary>
    private static bool IsExactReciprocal(double value) =>
        double.IsFinite(value) && Math.Abs(value) is >= 1e-30 and <= 1e30
        && (BitConverter.DoubleToInt64Bits(value) & ((1L << 52) - 1)) == 0;

    private static Node? Selection(NodeFactory factory, ImmutableArray<Node> args)
    {
        var (condition, x, y) = (args[0], args[1], args[2]);
        if (condition.IsConstant)
            return condition.Value != 0.0 ? x : y;
        if (x == y)
            return x;
        if (condition.Op == Op.Not)
            return factory.Select(condition.Operands[0], y, x);
        if (x.Op == Op.Select && x.Operands[0] == condition)
            return factory.Select(condition, x.Operands[1], y);
        if (y.Op == Op.Select && y.Operands[0] == condition)
            return factory.Select(condition, x, y.Operands[2]);
        if (x.Kind != AttributeKind.Boolean || !(x.IsConstant || y.IsConstant))
            return null;
        return (x.IsConstant, x.Value != 0.0, y.Value != 0.0) switch
        {
            (true, true, _) => factory.Make(Op.Or, condition, y),
            (true, false, _) => factory.Make(Op.And, factory.Make(Op.Not, condition), y),
            (false, _, true) => factory.Make(Op.Or, factory.Make(Op.Not, condition), x),
            (false, _, false) => factory.Make(Op.And, condition, x),
        };
    }

    private static Node? Equality(NodeFactory factory, Op op, ImmutableArray<Node> args)
    {
        // A truth value compared with True or False, which have become integers on the way here.
        for (var i = 0; i < 2; i++)
        {
            var (x, constant) = (args[i], args[1 - i]);
            if (constant.IsConstant && x.Op == Op.Select && x.Operands[1].IsConstantOf(1.0) && x.Operands[2].IsConstantOf(0.0)
                && constant.Value is 0.0 or 1.0)
            {
                return constant.Value == 1.0 == (op == Op.Equal) ? x.Operands[0] : factory.Make(Op.Not, x.Operands[0]);
            }
        }

        return null;
    }

    private static Node? Logic(NodeFactory factory, Op op, ImmutableArray<Node> args) => op switch
    {
        Op.Not when args[0].Op == Op.Not => args[0].Operands[0],
        Op.And when args[0].IsConstant => args[0].Value != 0.0 ? args[1] : args[0],
        Op.And when args[1].IsConstant => args[1].Value != 0.0 ? args[0] : args[1],
        Op.Or when args[0].IsConstant => args[0].Value != 0.0 ? args[0] : args[1],
        Op.Or when args[1].IsConstant => args[1].Value != 0.0 ? args[1] : args[0],
        Op.And or Op.Or when args[0] == args[1] => args[0],
        _ => null,
    };

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
