using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Numerics;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>The methods of one width of vectors.</summary>
/// <typeparam name="TReal"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TInteger">The integer of the same size.</typeparam>
internal sealed unsafe class Vector512Methods<TReal, TInteger> : VectorMethods
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
    where TInteger : unmanaged, IBinaryInteger<TInteger>
{
    public override VectorWidth Width => (VectorWidth)(8 * Vector512<byte>.Count);

    public override Type Real => typeof(TReal);

    public override Type Integer => typeof(TInteger);

    public override int ElementSize => sizeof(TReal);

    public override Type RealVector => typeof(Vector512<TReal>);

    public override Type IntegerVector => typeof(Vector512<TInteger>);

    public override MethodInfo OfReals(Op op) => op switch
    {
        Op.Negate => Unary<TReal>(Vector512.Negate),
        Op.Add => Binary<TReal>(Vector512.Add),
        Op.Subtract => Binary<TReal>(Vector512.Subtract),
        Op.Multiply => Binary<TReal>(Vector512.Multiply),
        Op.Divide => Binary<TReal>(Vector512.Divide),
        Op.Minimum => Binary<TReal>(Vector512.Min),
        Op.Maximum => Binary<TReal>(Vector512.Max),
        Op.Absolute => Unary<TReal>(Vector512.Abs),
        Op.SquareRoot => Unary<TReal>(Vector512.Sqrt),
        Op.Less => Binary<TReal>(Vector512.LessThan),
        Op.LessOrEqual => Binary<TReal>(Vector512.LessThanOrEqual),
        Op.Greater => Binary<TReal>(Vector512.GreaterThan),
        Op.GreaterOrEqual => Binary<TReal>(Vector512.GreaterThanOrEqual),
        Op.Equal => Binary<TReal>(Vector512.Equals),
        Op.And => Binary<TReal>(Vector512.BitwiseAnd),
        Op.Or => Binary<TReal>(Vector512.BitwiseOr),
        Op.Not => Unary<TReal>(Vector512.OnesComplement),
        Op.Select => Ternary<TReal>(Vector512.ConditionalSelect),
        Op.ToInteger => typeof(TReal) == typeof(double)
            ? ((Func<Vector512<double>, Vector512<long>>)Vector512.ConvertToInt64).Method
            : ((Func<Vector512<float>, Vector512<int>>)Vector512.ConvertToInt32).Method,
        Op.Gamma => ((Vector512Draw<TReal>)Vector512Draws.Gamma).Method,
        Op.Binomial => ((Vector512Draw2<TReal>)Vector512Draws.Binomial).Method,
        _ when typeof(TReal) == typeof(double) => OfDoubles(op),
        _ => OfSingles(op),
    };

    public override MethodInfo OfIntegers(Op op) => op switch
    {
        Op.Negate => Unary<TInteger>(Vector512.Negate),
        Op.Add => Binary<TInteger>(Vector512.Add),
        Op.Subtract => Binary<TInteger>(Vector512.Subtract),
        Op.Multiply => Binary<TInteger>(Vector512.Multiply),
        Op.Minimum => Binary<TInteger>(Vector512.Min),
        Op.Maximum => Binary<TInteger>(Vector512.Max),
        Op.Absolute => Unary<TInteger>(Vector512.Abs),
        Op.Less => Binary<TInteger>(Vector512.LessThan),
        Op.LessOrEqual => Binary<TInteger>(Vector512.LessThanOrEqual),
        Op.Greater => Binary<TInteger>(Vector512.GreaterThan),
        Op.GreaterOrEqual => Binary<TInteger>(Vector512.GreaterThanOrEqual),
        Op.Equal => Binary<TInteger>(Vector512.Equals),
        Op.NotEqual => Binary<TInteger>(Vector512.Xor),
        Op.And => Binary<TInteger>(Vector512.BitwiseAnd),
        Op.Or => Binary<TInteger>(Vector512.BitwiseOr),
        Op.Not => Unary<TInteger>(Vector512.OnesComplement),
        Op.Select => Ternary<TInteger>(Vector512.ConditionalSelect),
        Op.ToReal => typeof(TReal) == typeof(double)
            ? ((Func<Vector512<long>, Vector512<double>>)Vector512.ConvertToDouble).Method
            : ((Func<Vector512<int>, Vector512<float>>)Vector512.ConvertToSingle).Method,
        _ => throw new NotSupportedException($"There is no vector operation {op} of integers."),
    };

    public override MethodInfo FusedMultiplyAdd => typeof(TReal) == typeof(double)
        ? Ternary<double>(Vector512.FusedMultiplyAdd)
        : Ternary<float>(Vector512.FusedMultiplyAdd);

    public override MethodInfo Broadcast(bool reals) => reals
        ? ((Func<TReal, Vector512<TReal>>)Vector512.Create).Method
        : ((Func<TInteger, Vector512<TInteger>>)Vector512.Create).Method;

    public override MethodInfo First(bool reals) => reals
        ? ((Func<Vector512<TReal>, TReal>)Vector512.ToScalar).Method
        : ((Func<Vector512<TInteger>, TInteger>)Vector512.ToScalar).Method;

    public override MethodInfo Reinterpret(bool asReals) => asReals
        ? ((Func<Vector512<TInteger>, Vector512<TReal>>)Vector512.As<TInteger, TReal>).Method
        : ((Func<Vector512<TReal>, Vector512<TInteger>>)Vector512.As<TReal, TInteger>).Method;

    public override MethodInfo IsZero => ((Func<Vector512<TInteger>, bool>)AreAllZero).Method;

    public override MethodInfo KeepFirst =>
        ((Func<Vector512<TReal>, int, Reduction, Vector512<TReal>>)Vector512Rows.KeepFirst).Method;

    // Vector512 returns 64 bits, narrower vectors 32.
    public override MethodInfo Bits { get; } = ((Delegate)Vector512.ExtractMostSignificantBits<TReal>).Method;

    public override MethodInfo Gather(bool reals) => reals
        ? ((Func<nint, nint, Vector512<TReal>>)Vector512Rows.Gather<TReal>).Method
        : ((Func<nint, nint, Vector512<TInteger>>)Vector512Rows.Gather<TInteger>).Method;

    public override MethodInfo Scatter(bool reals) => reals
        ? ((Action<nint, nint, Vector512<TReal>, int>)Vector512Rows.Scatter).Method
        : ((Action<nint, nint, Vector512<TInteger>, int>)Vector512Rows.Scatter).Method;

    public override MethodInfo StoreFirst(bool reals) => reals
        ? ((Action<nint, Vector512<TReal>, int>)Vector512Rows.StoreFirst).Method
        : ((Action<nint, Vector512<TInteger>, int>)Vector512Rows.StoreFirst).Method;

    public override MethodInfo Call(Op op, bool reals) => op switch
    {
        Op.Power => ((Vector512Call<TReal>)Vector512Calls.Power).Method,
        Op.Exp => ((Vector512Call<TReal>)Vector512Calls.Exp).Method,
        Op.Expm1 => ((Vector512Call<TReal>)Vector512Calls.Expm1).Method,
        Op.Log => ((Vector512Call<TReal>)Vector512Calls.Log).Method,
        Op.Sin => ((Vector512Call<TReal>)Vector512Calls.Sin).Method,
        Op.Cos => ((Vector512Call<TReal>)Vector512Calls.Cos).Method,
        Op.Tan => ((Vector512Call<TReal>)Vector512Calls.Tan).Method,
        Op.Asin => ((Vector512Call<TReal>)Vector512Calls.Asin).Method,
        Op.Acos => ((Vector512Call<TReal>)Vector512Calls.Acos).Method,
        Op.Atan => ((Vector512Call<TReal>)Vector512Calls.Atan).Method,
        Op.Sinh => ((Vector512Call<TReal>)Vector512Calls.Sinh).Method,
        Op.Cosh => ((Vector512Call<TReal>)Vector512Calls.Cosh).Method,
        Op.Tanh => ((Vector512Call<TReal>)Vector512Calls.Tanh).Method,
        Op.Modulo when reals => ((Vector512Call<TReal>)Vector512Calls.Modulo).Method,
        Op.Modulo => ((Vector512Call<TInteger>)Vector512Calls.Modulo).Method,
        _ => throw new NotSupportedException($"There is no vector mathematics for {op}."),
    };

    private static MethodInfo OfDoubles(Op op) => op switch
    {
        Op.Exp => Unary<double>(VectorMath.Exp),
        Op.Expm1 => Unary<double>(VectorMath.Expm1),
        Op.Log => Unary<double>(VectorMath.Log),
        Op.Asin => Unary<double>(VectorMath.Asin),
        Op.Acos => Unary<double>(VectorMath.Acos),
        Op.Atan => Unary<double>(VectorMath.Atan),
        Op.Sinh => Unary<double>(VectorMath.Sinh),
        Op.Cosh => Unary<double>(VectorMath.Cosh),
        Op.Tanh => Unary<double>(VectorMath.Tanh),
        Op.Floor => Unary<double>(Vector512.Floor),
        Op.Ceiling => Unary<double>(Vector512.Ceiling),
        _ => throw new NotSupportedException($"There is no vector operation {op} of reals."),
    };

    private static MethodInfo OfSingles(Op op) => op switch
    {
        Op.Exp => Unary<float>(VectorMath.Exp),
        Op.Expm1 => Unary<float>(VectorMath.Expm1),
        Op.Log => Unary<float>(VectorMath.Log),
        Op.Asin => Unary<float>(VectorMath.Asin),
        Op.Acos => Unary<float>(VectorMath.Acos),
        Op.Atan => Unary<float>(VectorMath.Atan),
        Op.Sinh => Unary<float>(VectorMath.Sinh),
        Op.Cosh => Unary<float>(VectorMath.Cosh),
        Op.Tanh => Unary<float>(VectorMath.Tanh),
        Op.Floor => Unary<float>(Vector512.Floor),
        Op.Ceiling => Unary<float>(Vector512.Ceiling),
        _ => throw new NotSupportedException($"There is no vector operation {op} of reals."),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreAllZero(Vector512<TInteger> x) => Vector512.EqualsAll(x, Vector512<TInteger>.Zero);

    private static MethodInfo Unary<T>(Func<Vector512<T>, Vector512<T>> method) => method.Method;

    private static MethodInfo Binary<T>(Func<Vector512<T>, Vector512<T>, Vector512<T>> method) => method.Method;

    private static MethodInfo Ternary<T>(Func<Vector512<T>, Vector512<T>, Vector512<T>, Vector512<T>> method) => method.Method;
}
