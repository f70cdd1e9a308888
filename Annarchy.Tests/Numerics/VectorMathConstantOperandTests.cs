using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Annarchy.Numerics;

namespace Annarchy.Tests.Numerics;

/// <summary>
/// Emitted kernels inline the functions, often beside a constant operand. A function must not lose its special cases to constant
/// folding: .NET 10 folds the conjunction of a mask with a mask known to be false to the first of them (dotnet/runtime 123399).
/// </summary>
public class VectorMathConstantOperandTests
{
    private static readonly double[] Values =
        [0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 0.5, 2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, double.Epsilon];

    [Theory]
    [InlineData("Power")]
    [InlineData("Modulo")]
    public void ConstantOperandGivesTheSameBitsAsAVariable(string name)
    {
        Check<Vector512<double>, double>(name, typeof(Vector512), Vector512.Create<double>, v => v[0], x => x);
        Check<Vector512<float>, float>(name, typeof(Vector512), Vector512.Create<float>, v => v[0], x => (float)x);
        Check<Vector128<double>, double>(name, typeof(Vector128), Vector128.Create<double>, v => v[0], x => x);
        Check<Vector128<float>, float>(name, typeof(Vector128), Vector128.Create<float>, v => v[0], x => (float)x);
    }

    private static void Check<TVector, T>(
        string name, Type facade, Func<T, TVector> create, Func<TVector, T> first, Func<double, T> convert)
        where T : struct
    {
        var method = typeof(VectorMath).GetMethod(name, BindingFlags.Public | BindingFlags.Static, [typeof(TVector), typeof(TVector)])!;
        var function = method.CreateDelegate<Func<TVector, TVector, TVector>>();
        foreach (var constant in Values)
        {
            var withLeft = WithConstant<TVector, T>(method, facade, convert(constant), onTheLeft: true);
            var withRight = WithConstant<TVector, T>(method, facade, convert(constant), onTheLeft: false);
            foreach (var value in Values)
            {
                var (c, v) = (create(convert(constant)), create(convert(value)));
                Assert.Equal((constant, value, first(function(c, v))), (constant, value, first(withLeft(v))));
                Assert.Equal((value, constant, first(function(v, c))), (value, constant, first(withRight(v))));
            }
        }
    }

    private static Func<TVector, TVector> WithConstant<TVector, T>(MethodInfo function, Type facade, T constant, bool onTheLeft)
    {
        var method = new DynamicMethod(function.Name, typeof(TVector), [typeof(TVector)], typeof(VectorMath).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        if (!onTheLeft)
            il.Emit(OpCodes.Ldarg_0);
        if (constant is float single)
            il.Emit(OpCodes.Ldc_R4, single);
        else
            il.Emit(OpCodes.Ldc_R8, Convert.ToDouble(constant, null));
        il.Emit(OpCodes.Call, facade.GetMethod("Create", [typeof(T)])!);
        if (onTheLeft)
            il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, function);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<TVector, TVector>>();
    }
}
