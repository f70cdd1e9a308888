namespace Annarchy.Programs;

/// <summary>What a <see cref="Node"/> computes.</summary>
internal enum Op : byte
{
    // Leaves.
    Constant,
    Read,

    // Arithmetic on reals or integers; both operands have the node's kind.
    Negate,
    Add,
    Subtract,
    Multiply,
    Minimum,
    Maximum,
    Absolute,

    // Reals only.
    Divide,
    Power,
    SquareRoot,
    Exp,

    /// <summary>e^x - 1, accurate near 0.</summary>
    Expm1,
    Log,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Floor,
    Ceiling,

    /// <summary>
    /// Remainder of the truncated quotient, sign of the dividend, as C's <c>%</c> on integers; of reals or integers. An integer
    /// modulo zero is zero.
    /// </summary>
    Modulo,

    // Comparisons of two reals or two integers; the node is boolean.
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,

    // Logic on booleans.
    And,
    Or,
    Not,

    /// <summary>Operand 0 ? operand 1 : operand 2; both sides are evaluated.</summary>
    Select,

    // Conversions.
    ToReal,

    /// <summary>Truncates a real towards zero; saturates, and NaN becomes zero.</summary>
    ToInteger,

    /// <summary>A draw from Gamma(shape operand 0, scale 1) on the stream <see cref="Node.Value"/>.</summary>
    Gamma,

    /// <summary>A draw from Binomial(trials operand 0, probability operand 1) on the stream <see cref="Node.Value"/>.</summary>
    Binomial,
}
