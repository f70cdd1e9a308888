using System.Numerics;
using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>The instruction for every operation on reals <typeparamref name="T"/> and integers as wide.</summary>
internal static class InstructionSet<T, TInteger>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInteger : unmanaged, IBinaryInteger<TInteger>
{
    /// <summary>The instruction that computes <paramref name="node"/> from its operands.</summary>
    public static Instruction Create(Node node, int target, ReadOnlySpan<Operand> x)
    {
        var real = node.Operands[^1].Kind == AttributeKind.Real;
        return node.Op switch
        {
            Op.And => VectorLoop.Binary<TInteger, TInteger, BitwiseAnd<TInteger>>(target, x[0], x[1]),
            Op.Or => VectorLoop.Binary<TInteger, TInteger, BitwiseOr<TInteger>>(target, x[0], x[1]),
            Op.Not => VectorLoop.Unary<TInteger, TInteger, LogicalNot<TInteger>>(target, x[0]),
            Op.Select => VectorLoop.Ternary<TInteger, Selection<TInteger>>(target, x[0], x[1], x[2]),
            Op.ToReal => VectorLoop.Unary<TInteger, T, IntegerToReal<TInteger, T>>(target, x[0]),
            Op.ToInteger => VectorLoop.Unary<T, TInteger, RealToInteger<T, TInteger>>(target, x[0]),
            Op.Gamma => new GammaDraw<T>(target, (int)node.Value, x[0]),
            Op.Binomial => new BinomialDraw<T>(target, (int)node.Value, x[0], x[1]),
            >= Op.Less and <= Op.NotEqual when real => Compare<T>(node.Op, target, x),
            >= Op.Less and <= Op.NotEqual => Compare<TInteger>(node.Op, target, x),
            _ when real => OnReals(node.Op, target, x),
            _ => OnIntegers(node.Op, target, x),
        };
    }

    /// <summary>Copies the bits of a block, or fills the target with those of a scalar.</summary>
    public static Instruction Copy(int target, Operand x) => VectorLoop.Unary<TInteger, TInteger, Identity<TInteger>>(target, x);

    /// <summary>As <see cref="Copy"/>, not touching what lies beyond the last row.</summary>
    public static Instruction CopyRows(int target, Operand x) => new CopyRows<TInteger>(target, x);

    /// <summary>Reads a column through an index.</summary>
    public static Instruction Gather(int target, int column, int index) => new Gather<TInteger>(target, column, index);

    /// <summary>Writes a column through an index.</summary>
    public static Instruction Scatter(int column, int index, Operand x) => new Scatter<TInteger>(column, index, x);

    /// <summary>Repeats what leaves the other operand of a reduction as it is.</summary>
    public static Instruction Identity(int target, Reduction reduction) => new Fill<T>(target, IdentityOf(reduction));

    /// <summary>Combines the rows of a block with partial results in two consecutive registers.</summary>
    public static Instruction Accumulate(int first, Operand x, Reduction reduction) => reduction switch
    {
        Reduction.Maximum => new Accumulate<T, Larger<T>>(first, x, IdentityOf(reduction)),
        Reduction.Minimum => new Accumulate<T, Smaller<T>>(first, x, IdentityOf(reduction)),
        _ => new Accumulate<T, Sum<T>>(first, x, IdentityOf(reduction)),
    };

    /// <summary>Adds what partial results amount to, to a column of one value.</summary>
    public static Instruction Reduce(int column, int first, Reduction reduction) => reduction switch
    {
        Reduction.Maximum or Reduction.Minimum => new AddExtreme<T>(column, first, reduction == Reduction.Maximum),
        _ => new AddSum<T>(column, first, reduction == Reduction.Mean),
    };

    /// <summary>Repeats the number of a constant node.</summary>
    public static Instruction Constant(Node node, int target) => node.Kind == AttributeKind.Real
        ? new Fill<T>(target, T.CreateChecked(node.Value))
        : new Fill<TInteger>(target, TInteger.CreateTruncating((long)node.Value));

    /// <summary>Repeats the first row of a column.</summary>
    public static Instruction Broadcast(int target, int column) => new Broadcast<TInteger>(target, column);

    /// <summary>
    /// Two operations in one loop: <paramref name="second"/> on the result of <paramref name="first"/> and a third value, or on
    /// that value and the result when <paramref name="reversed"/>. Sums, differences and products only.
    /// </summary>
    public static Instruction Chain(Op first, Op second, bool reversed, int target, ReadOnlySpan<Operand> x) => first switch
    {
        Op.Add => Chain<Sum<T>>(second, reversed, target, x),
        Op.Subtract => Chain<Difference<T>>(second, reversed, target, x),
        _ => Chain<Product<T>>(second, reversed, target, x),
    };

    /// <summary>The third or fourth operand, as the comparison of the first two has it.</summary>
    public static Instruction CompareAndSelect(Op comparison, bool real, int target, ReadOnlySpan<Operand> x) =>
        real ? CompareAndSelect<T>(comparison, target, x) : CompareAndSelect<TInteger>(comparison, target, x);

    /// <summary>Whether the comparison of the first two operands holds and so does the third, a truth value.</summary>
    public static Instruction CompareAndMask(Op comparison, bool real, int target, ReadOnlySpan<Operand> x) =>
        real ? CompareAndMask<T>(comparison, target, x) : CompareAndMask<TInteger>(comparison, target, x);

    private static T IdentityOf(Reduction reduction) => reduction switch
    {
        Reduction.Maximum => T.NegativeInfinity,
        Reduction.Minimum => T.PositiveInfinity,
        _ => T.Zero,
    };

    private static Instruction OnReals(Op op, int target, ReadOnlySpan<Operand> x) => op switch
    {
        Op.Negate => VectorLoop.Unary<T, T, Negation<T>>(target, x[0]),
        Op.Absolute => VectorLoop.Unary<T, T, Magnitude<T>>(target, x[0]),
        Op.Add => new TensorBinary<T, TensorSum<T>>(target, x[0], x[1]),
        Op.Subtract => new TensorBinary<T, TensorDifference<T>>(target, x[0], x[1]),
        Op.Multiply => new TensorBinary<T, TensorProduct<T>>(target, x[0], x[1]),
        Op.Divide => new TensorBinary<T, TensorQuotient<T>>(target, x[0], x[1]),
        Op.Minimum => VectorLoop.Binary<T, T, Smaller<T>>(target, x[0], x[1]),
        Op.Maximum => VectorLoop.Binary<T, T, Larger<T>>(target, x[0], x[1]),
        Op.Power => new BinaryFunction<T, RealPower<T>>(target, x[0], x[1]),
        Op.Modulo => new BinaryFunction<T, RealRemainder<T>>(target, x[0], x[1]),
        Op.SquareRoot => new TensorUnary<T, SquareRoot<T>>(target, x[0]),
        Op.Exp => new UnaryFunction<T, Exponential<T>>(target, x[0]),
        Op.Expm1 => new UnaryFunction<T, ExponentialMinusOne<T>>(target, x[0]),
        Op.Log => new UnaryFunction<T, Logarithm<T>>(target, x[0]),
        Op.Sin => new UnaryFunction<T, Sine<T>>(target, x[0]),
        Op.Cos => new UnaryFunction<T, Cosine<T>>(target, x[0]),
        Op.Tan => new UnaryFunction<T, Tangent<T>>(target, x[0]),
        Op.Asin => new UnaryFunction<T, ArcSine<T>>(target, x[0]),
        Op.Acos => new UnaryFunction<T, ArcCosine<T>>(target, x[0]),
        Op.Atan => new UnaryFunction<T, ArcTangent<T>>(target, x[0]),
        Op.Sinh => new UnaryFunction<T, HyperbolicSine<T>>(target, x[0]),
        Op.Cosh => new UnaryFunction<T, HyperbolicCosine<T>>(target, x[0]),
        Op.Tanh => new UnaryFunction<T, HyperbolicTangent<T>>(target, x[0]),
        Op.Floor => new TensorUnary<T, Floor<T>>(target, x[0]),
        Op.Ceiling => new TensorUnary<T, Ceiling<T>>(target, x[0]),
        _ => throw new NotSupportedException($"There is no instruction for {op} on reals."),
    };

    private static Instruction OnIntegers(Op op, int target, ReadOnlySpan<Operand> x) => op switch
    {
        Op.Negate => VectorLoop.Unary<TInteger, TInteger, Negation<TInteger>>(target, x[0]),
        Op.Absolute => VectorLoop.Unary<TInteger, TInteger, Magnitude<TInteger>>(target, x[0]),
        Op.Add => VectorLoop.Binary<TInteger, TInteger, Sum<TInteger>>(target, x[0], x[1]),
        Op.Subtract => VectorLoop.Binary<TInteger, TInteger, Difference<TInteger>>(target, x[0], x[1]),
        Op.Multiply => VectorLoop.Binary<TInteger, TInteger, Product<TInteger>>(target, x[0], x[1]),
        Op.Minimum => VectorLoop.Binary<TInteger, TInteger, Smaller<TInteger>>(target, x[0], x[1]),
        Op.Maximum => VectorLoop.Binary<TInteger, TInteger, Larger<TInteger>>(target, x[0], x[1]),
        Op.Modulo => new BinaryFunction<TInteger, IntegerRemainder<TInteger>>(target, x[0], x[1]),
        _ => throw new NotSupportedException($"There is no instruction for {op} on integers."),
    };

    private static Instruction Compare<TIn>(Op op, int target, ReadOnlySpan<Operand> x)
        where TIn : unmanaged => op switch
    {
        Op.Less => VectorLoop.Binary<TIn, TInteger, Comparison<TIn, TInteger, Less<TIn>>>(target, x[0], x[1]),
        Op.LessOrEqual => VectorLoop.Binary<TIn, TInteger, Comparison<TIn, TInteger, LessOrEqual<TIn>>>(target, x[0], x[1]),
        Op.Greater => VectorLoop.Binary<TIn, TInteger, Comparison<TIn, TInteger, Greater<TIn>>>(target, x[0], x[1]),
        Op.GreaterOrEqual => VectorLoop.Binary<TIn, TInteger, Comparison<TIn, TInteger, GreaterOrEqual<TIn>>>(target, x[0], x[1]),
        Op.Equal => VectorLoop.Binary<TIn, TInteger, Comparison<TIn, TInteger, Equal<TIn>>>(target, x[0], x[1]),
        _ => VectorLoop.Binary<TIn, TInteger, Comparison<TIn, TInteger, NotEqual<TIn>>>(target, x[0], x[1]),
    };

    private static Instruction CompareAndSelect<TIn>(Op op, int target, ReadOnlySpan<Operand> x)
        where TIn : unmanaged => op switch
    {
        Op.Less => VectorLoop.CompareAndSelect<TIn, TInteger, Less<TIn>, Greater<TIn>>(target, x[0], x[1], x[2], x[3]),
        Op.LessOrEqual => VectorLoop.CompareAndSelect<TIn, TInteger, LessOrEqual<TIn>, GreaterOrEqual<TIn>>(target, x[0], x[1], x[2], x[3]),
        Op.Greater => VectorLoop.CompareAndSelect<TIn, TInteger, Greater<TIn>, Less<TIn>>(target, x[0], x[1], x[2], x[3]),
        Op.GreaterOrEqual => VectorLoop.CompareAndSelect<TIn, TInteger, GreaterOrEqual<TIn>, LessOrEqual<TIn>>(target, x[0], x[1], x[2], x[3]),
        Op.Equal => VectorLoop.CompareAndSelect<TIn, TInteger, Equal<TIn>, Equal<TIn>>(target, x[0], x[1], x[2], x[3]),
        _ => VectorLoop.CompareAndSelect<TIn, TInteger, NotEqual<TIn>, NotEqual<TIn>>(target, x[0], x[1], x[2], x[3]),
    };

    private static Instruction CompareAndMask<TIn>(Op op, int target, ReadOnlySpan<Operand> x)
        where TIn : unmanaged => op switch
    {
        Op.Less => VectorLoop.CompareAndMask<TIn, TInteger, Less<TIn>, Greater<TIn>>(target, x[0], x[1], x[2]),
        Op.LessOrEqual => VectorLoop.CompareAndMask<TIn, TInteger, LessOrEqual<TIn>, GreaterOrEqual<TIn>>(target, x[0], x[1], x[2]),
        Op.Greater => VectorLoop.CompareAndMask<TIn, TInteger, Greater<TIn>, Less<TIn>>(target, x[0], x[1], x[2]),
        Op.GreaterOrEqual => VectorLoop.CompareAndMask<TIn, TInteger, GreaterOrEqual<TIn>, LessOrEqual<TIn>>(target, x[0], x[1], x[2]),
        Op.Equal => VectorLoop.CompareAndMask<TIn, TInteger, Equal<TIn>, Equal<TIn>>(target, x[0], x[1], x[2]),
        _ => VectorLoop.CompareAndMask<TIn, TInteger, NotEqual<TIn>, NotEqual<TIn>>(target, x[0], x[1], x[2]),
    };

    private static Instruction Chain<TFirst>(Op second, bool reversed, int target, ReadOnlySpan<Operand> x)
        where TFirst : struct, IBinaryOperator<T, T> => second switch
    {
        Op.Add => VectorLoop.Ternary<T, Chain<T, TFirst, Sum<T>>>(target, x[0], x[1], x[2]),
        Op.Multiply => VectorLoop.Ternary<T, Chain<T, TFirst, Product<T>>>(target, x[0], x[1], x[2]),
        _ when reversed => VectorLoop.Ternary<T, Chain<T, TFirst, ReversedDifference<T>>>(target, x[0], x[1], x[2]),
        _ => VectorLoop.Ternary<T, Chain<T, TFirst, Difference<T>>>(target, x[0], x[1], x[2]),
    };
}
