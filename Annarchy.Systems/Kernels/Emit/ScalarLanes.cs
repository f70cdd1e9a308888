using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>Operations that no vector method offers, lane by lane. Kernels name those that they had to take from here.</summary>
internal static unsafe class ScalarLanes
{
    /// <summary>The scalar function of an operation; null where there is none.</summary>
    public static MethodInfo? ScalarFunction(Op op, Type element)
    {
        if (op == Op.Modulo)
            return typeof(ScalarLanes).GetMethod(nameof(Remainder), [element, element]);
        var name = op == Op.Power ? nameof(Math.Pow) : op.ToString();
        Type[] parameters = op == Op.Power ? [element, element] : [element];
        return (element == typeof(float) ? typeof(MathF) : typeof(Math)).GetMethod(name, parameters);
    }

    /// <summary>The method that applies a scalar function of one or two operands to every lane.</summary>
    public static MethodInfo Map(VectorMethods vectors, Type element, int operands)
    {
        var name = $"Map{(int)vectors.Width}";
        return typeof(ScalarLanes).GetMethods()
            .Single(m => m.Name == name && m.GetParameters().Length == operands + 1)
            .MakeGenericMethod(element);
    }

    public static double Remainder(double x, double y) => x % y;

    public static float Remainder(float x, float y) => x % y;

    /// <summary>0 where there is no quotient, as on processors that do not trap.</summary>
    public static long Remainder(long x, long y) => y is 0 or -1 ? 0 : x % y;

    public static int Remainder(int x, int y) => y is 0 or -1 ? 0 : x % y;

    public static Vector128<T> Map128<T>(Vector128<T> x, delegate*<T, T> function)
        where T : unmanaged
    {
        Unsafe.SkipInit(out Vector128<T> result);
        Apply((T*)&x, (T*)&result, Vector128<T>.Count, function);
        return result;
    }

    public static Vector256<T> Map256<T>(Vector256<T> x, delegate*<T, T> function)
        where T : unmanaged
    {
        Unsafe.SkipInit(out Vector256<T> result);
        Apply((T*)&x, (T*)&result, Vector256<T>.Count, function);
        return result;
    }

    public static Vector512<T> Map512<T>(Vector512<T> x, delegate*<T, T> function)
        where T : unmanaged
    {
        Unsafe.SkipInit(out Vector512<T> result);
        Apply((T*)&x, (T*)&result, Vector512<T>.Count, function);
        return result;
    }

    public static Vector128<T> Map128<T>(Vector128<T> x, Vector128<T> y, delegate*<T, T, T> function)
        where T : unmanaged
    {
        Unsafe.SkipInit(out Vector128<T> result);
        Apply((T*)&x, (T*)&y, (T*)&result, Vector128<T>.Count, function);
        return result;
    }

    public static Vector256<T> Map256<T>(Vector256<T> x, Vector256<T> y, delegate*<T, T, T> function)
        where T : unmanaged
    {
        Unsafe.SkipInit(out Vector256<T> result);
        Apply((T*)&x, (T*)&y, (T*)&result, Vector256<T>.Count, function);
        return result;
    }

    public static Vector512<T> Map512<T>(Vector512<T> x, Vector512<T> y, delegate*<T, T, T> function)
        where T : unmanaged
    {
        Unsafe.SkipInit(out Vector512<T> result);
        Apply((T*)&x, (T*)&y, (T*)&result, Vector512<T>.Count, function);
        return result;
    }

    private static void Apply<T>(T* x, T* result, int count, delegate*<T, T> function)
        where T : unmanaged
    {
        for (var lane = 0; lane < count; lane++)
            result[lane] = function(x[lane]);
    }

    private static void Apply<T>(T* x, T* y, T* result, int count, delegate*<T, T, T> function)
        where T : unmanaged
    {
        for (var lane = 0; lane < count; lane++)
            result[lane] = function(x[lane], y[lane]);
    }
}
