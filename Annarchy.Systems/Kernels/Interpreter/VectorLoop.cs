namespace Annarchy.Kernels.Interpreter;

/// <summary>Makes vector loops compiled for the shapes of their operands.</summary>
internal static class VectorLoop
{
    public static Instruction Unary<TIn, TOut, TOperator>(int target, Operand x)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOperator : struct, IUnaryOperator<TIn, TOut> => x.IsScalar
        ? new VectorUnary<TIn, TOut, TOperator, Scalar>(target, x.Register)
        : new VectorUnary<TIn, TOut, TOperator, Block>(target, x.Register);

    /// <summary>At most one operand may be a scalar.</summary>
    public static Instruction Binary<TIn, TOut, TOperator>(int target, Operand x, Operand y)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOperator : struct, IBinaryOperator<TIn, TOut> => (x.IsScalar, y.IsScalar) switch
    {
        (true, _) => new VectorBinary<TIn, TOut, TOperator, Scalar, Block>(target, x.Register, y.Register),
        (_, true) => new VectorBinary<TIn, TOut, TOperator, Block, Scalar>(target, x.Register, y.Register),
        _ => new VectorBinary<TIn, TOut, TOperator, Block, Block>(target, x.Register, y.Register),
    };

    /// <summary>At most two operands may be scalars.</summary>
    public static Instruction Ternary<T, TOperator>(int target, Operand x, Operand y, Operand w)
        where T : unmanaged
        where TOperator : struct, ITernaryOperator<T> => (x.IsScalar, y.IsScalar, w.IsScalar) switch
    {
        (true, true, _) => new VectorTernary<T, TOperator, Scalar, Scalar, Block>(target, x.Register, y.Register, w.Register),
        (true, _, true) => new VectorTernary<T, TOperator, Scalar, Block, Scalar>(target, x.Register, y.Register, w.Register),
        (true, _, _) => new VectorTernary<T, TOperator, Scalar, Block, Block>(target, x.Register, y.Register, w.Register),
        (_, true, true) => new VectorTernary<T, TOperator, Block, Scalar, Scalar>(target, x.Register, y.Register, w.Register),
        (_, true, _) => new VectorTernary<T, TOperator, Block, Scalar, Block>(target, x.Register, y.Register, w.Register),
        (_, _, true) => new VectorTernary<T, TOperator, Block, Block, Scalar>(target, x.Register, y.Register, w.Register),
        _ => new VectorTernary<T, TOperator, Block, Block, Block>(target, x.Register, y.Register, w.Register),
    };

    /// <summary>At most one of the values compared may be a scalar.</summary>
    public static Instruction CompareAndSelect<T, TInteger, TComparison, TReversed>(
        int target, Operand x, Operand y, Operand whenTrue, Operand whenFalse)
        where T : unmanaged
        where TInteger : unmanaged
        where TComparison : struct, IComparison<T>
        where TReversed : struct, IComparison<T> => (x.IsScalar, y.IsScalar) switch
    {
        (true, _) => ChooseBranches<T, TInteger, TReversed, Scalar>(target, y.Register, x.Register, whenTrue, whenFalse),
        (_, true) => ChooseBranches<T, TInteger, TComparison, Scalar>(target, x.Register, y.Register, whenTrue, whenFalse),
        _ => ChooseBranches<T, TInteger, TComparison, Block>(target, x.Register, y.Register, whenTrue, whenFalse),
    };

    /// <summary>At most one of the values compared may be a scalar.</summary>
    public static Instruction CompareAndMask<T, TInteger, TComparison, TReversed>(int target, Operand x, Operand y, Operand mask)
        where T : unmanaged
        where TInteger : unmanaged
        where TComparison : struct, IComparison<T>
        where TReversed : struct, IComparison<T> => (x.IsScalar, y.IsScalar) switch
    {
        (true, _) => ChooseMask<T, TInteger, TReversed, Scalar>(target, y.Register, x.Register, mask),
        (_, true) => ChooseMask<T, TInteger, TComparison, Scalar>(target, x.Register, y.Register, mask),
        _ => ChooseMask<T, TInteger, TComparison, Block>(target, x.Register, y.Register, mask),
    };

    private static Instruction ChooseMask<T, TInteger, TComparison, TY>(int target, int x, int y, Operand mask)
        where T : unmanaged
        where TInteger : unmanaged
        where TComparison : struct, IComparison<T>
        where TY : struct, IOperandShape => mask.IsScalar
        ? new CompareAndMask<T, TInteger, TComparison, TY, Scalar>(target, x, y, mask.Register)
        : new CompareAndMask<T, TInteger, TComparison, TY, Block>(target, x, y, mask.Register);

    private static Instruction ChooseBranches<T, TInteger, TComparison, TY>(
        int target, int x, int y, Operand whenTrue, Operand whenFalse)
        where T : unmanaged
        where TInteger : unmanaged
        where TComparison : struct, IComparison<T>
        where TY : struct, IOperandShape
    {
        var (t, f) = (whenTrue.Register, whenFalse.Register);
        return (whenTrue.IsScalar, whenFalse.IsScalar) switch
        {
            (true, true) => new CompareAndSelect<T, TInteger, TComparison, TY, Scalar, Scalar>(target, x, y, t, f),
            (true, _) => new CompareAndSelect<T, TInteger, TComparison, TY, Scalar, Block>(target, x, y, t, f),
            (_, true) => new CompareAndSelect<T, TInteger, TComparison, TY, Block, Scalar>(target, x, y, t, f),
            _ => new CompareAndSelect<T, TInteger, TComparison, TY, Block, Block>(target, x, y, t, f),
        };
    }
}
