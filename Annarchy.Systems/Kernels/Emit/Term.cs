using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// A value of the code to be emitted: a node of the program after operations were contracted. Terms are shared like nodes,
/// so reference equality is equality.
/// </summary>
internal sealed class Term(Op op, AttributeKind kind, Term[] operands, bool isInvariant, double value = 0.0, int column = -1)
{
    /// <summary>The operation; <see cref="Op.Add"/> of three operands is the fused a * b + c.</summary>
    public Op Op { get; } = op;

    /// <summary>Type of a lane: real, integer, or a mask for booleans.</summary>
    public AttributeKind Kind { get; } = kind;

    public Term[] Operands { get; } = operands;

    /// <summary>Whether it is the same for every row of a run.</summary>
    public bool IsInvariant { get; } = isInvariant;

    /// <summary>The number of a constant, or the stream of a draw.</summary>
    public double Value { get; } = value;

    /// <summary>Index of the column of a <see cref="Op.Read"/>, otherwise -1.</summary>
    public int Column { get; } = column;

    public bool IsConstant => Op == Op.Constant;

    public bool IsFused => Op == Op.Add && Operands.Length == 3;

    public bool IsDraw => Op is Op.Gamma or Op.Binomial;

    public bool IsComparison => Op is >= Op.Less and <= Op.NotEqual;

    /// <summary>Whether it is a function of vector mathematics.</summary>
    public bool IsElementFunction => Op is (>= Op.Power and <= Op.Tanh and not Op.SquareRoot) or Op.Modulo;

    /// <summary>Whether its code is so long that it is never inlined.</summary>
    public bool IsLongFunction => Op is Op.Power or Op.Modulo or Op.Sin or Op.Cos or Op.Tan;
}
