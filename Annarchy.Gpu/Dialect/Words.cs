using System.Numerics;
using System.Reflection;

namespace Annarchy.Gpu.Dialect;

/// <summary>What the dialect knows beside the language: where an item is, and functions that .NET has.</summary>
internal static class Words
{
    /// <summary>Functions of one, two or three real numbers, and what they are called in <see cref="Math"/> and <see cref="MathF"/>.</summary>
    private static readonly Dictionary<string, string> RealFunctions = new(StringComparer.Ordinal)
    {
        ["exp"] = nameof(Math.Exp),
        ["log"] = nameof(Math.Log),
        ["sin"] = nameof(Math.Sin),
        ["cos"] = nameof(Math.Cos),
        ["tan"] = nameof(Math.Tan),
        ["asin"] = nameof(Math.Asin),
        ["acos"] = nameof(Math.Acos),
        ["atan"] = nameof(Math.Atan),
        ["sinh"] = nameof(Math.Sinh),
        ["cosh"] = nameof(Math.Cosh),
        ["tanh"] = nameof(Math.Tanh),
        ["sqrt"] = nameof(Math.Sqrt),
        ["floor"] = nameof(Math.Floor),
        ["ceil"] = nameof(Math.Ceiling),
        ["fabs"] = nameof(Math.Abs),
        ["pow"] = nameof(Math.Pow),
        ["fma"] = nameof(Math.FusedMultiplyAdd),
    };

    private static readonly Dictionary<string, (NumberType Result, NumberType Operand, MethodInfo Method)> BitFunctions = new(StringComparer.Ordinal)
    {
        ["LEADING_ZEROS"] = (NumberType.I32, NumberType.U32, Of<uint, int>(BitOperations.LeadingZeroCount)),
        ["BITS_OF_DOUBLE"] = (NumberType.U64, NumberType.Double, Of<double, long>(BitConverter.DoubleToInt64Bits)),
        ["DOUBLE_OF_BITS"] = (NumberType.Double, NumberType.I64, Of<long, double>(BitConverter.Int64BitsToDouble)),
        ["BITS_OF_FLOAT"] = (NumberType.U32, NumberType.Single, Of<float, int>(BitConverter.SingleToInt32Bits)),
        ["FLOAT_OF_BITS"] = (NumberType.Single, NumberType.I32, Of<int, float>(BitConverter.Int32BitsToSingle)),
    };

    /// <summary>Where an item is: its number among all, its group, and so on.</summary>
    public static bool IsPosition(string name) => name is "ITEM" or "ITEMS" or "GROUP" or "GROUPS" or "ITEM_OF_GROUP";

    /// <summary>The value of a word that stands for a number; null if it does not.</summary>
    public static Expression? Constant(string name) => name switch
    {
        "INFINITY" => new RealConstant(NumberType.Single, double.PositiveInfinity),
        "NAN" => new RealConstant(NumberType.Single, double.NaN),
        _ => null,
    };

    /// <summary>The call of a function that .NET has; null if it has none of that name for so many numbers.</summary>
    public static Expression? Call(string name, Expression[] arguments)
    {
        if (BitFunctions.TryGetValue(name, out var bits) && arguments.Length == 1)
            return new MethodCall(bits.Result, bits.Method, [Conversion.To(bits.Operand, arguments[0])]);
        var type = arguments.Any(a => a.Type != NumberType.Single) ? NumberType.Double : NumberType.Single;
        var operands = arguments.Select(a => Conversion.To(type, a)).ToArray();
        if (name == "fmod" && operands.Length == 2)
            return new Binary(type, Operator.Remainder, operands[0], operands[1]);
        if (!RealFunctions.TryGetValue(name, out var known))
            return null;
        var holder = type == NumberType.Double ? typeof(Math) : typeof(MathF);
        var method = holder.GetMethod(known, [.. operands.Select(o => o.Type.ToClr())]);
        return method is null ? null : new MethodCall(type, method, operands);
    }

    private static MethodInfo Of<T, TResult>(Func<T, TResult> function) => function.Method;
}
