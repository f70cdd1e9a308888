using System.Collections.Frozen;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>The functions of the language and what they compute.</summary>
internal static class BuiltInFunctions
{
    private delegate Node Builder(NodeFactory factory, ReadOnlySpan<Node> x);

    private static readonly FrozenDictionary<string, (int Arity, Builder Build)> All =
        new Dictionary<string, (int Arity, Builder Build)>
        {
            ["abs"] = Unary(Op.Absolute),
            ["fabs"] = Unary(Op.Absolute),
            ["sqrt"] = Unary(Op.SquareRoot),
            ["exp"] = Unary(Op.Exp),
            ["log"] = Unary(Op.Log),
            ["ln"] = Unary(Op.Log),
            ["sin"] = Unary(Op.Sin),
            ["cos"] = Unary(Op.Cos),
            ["tan"] = Unary(Op.Tan),
            ["asin"] = Unary(Op.Asin),
            ["acos"] = Unary(Op.Acos),
            ["atan"] = Unary(Op.Atan),
            ["sinh"] = Unary(Op.Sinh),
            ["cosh"] = Unary(Op.Cosh),
            ["tanh"] = Unary(Op.Tanh),
            ["floor"] = Unary(Op.Floor),
            ["ceil"] = Unary(Op.Ceiling),
            ["ceiling"] = Unary(Op.Ceiling),
            ["isnan"] = (1, (f, x) => f.Make(Op.NotEqual, x[0], x[0])),
            ["isfinite"] = (1, (f, x) => f.Make(Op.Equal, f.Subtract(x[0], x[0]), f.Constant(0L))),
            ["round"] = (1, (f, x) => Round(f, f.ToReal(x[0]))),
            ["pos"] = (1, (f, x) => f.Make(Op.Maximum, x[0], f.Constant(0L))),
            ["positive"] = (1, (f, x) => f.Make(Op.Maximum, x[0], f.Constant(0L))),
            ["neg"] = (1, (f, x) => f.Make(Op.Minimum, x[0], f.Constant(0L))),
            ["negative"] = (1, (f, x) => f.Make(Op.Minimum, x[0], f.Constant(0L))),
            ["clip"] = (3, (f, x) => f.Make(Op.Minimum, f.Make(Op.Maximum, x[0], x[1]), x[2])),
            ["min"] = (2, (f, x) => f.Make(Op.Minimum, x[0], x[1])),
            ["max"] = (2, (f, x) => f.Make(Op.Maximum, x[0], x[1])),
            ["pow"] = (2, (f, x) => f.Make(Op.Power, x[0], x[1])),
            ["power"] = (2, (f, x) => f.Make(Op.Power, x[0], x[1])),
            ["modulo"] = (2, (f, x) => f.Make(Op.Modulo, f.ToInteger(x[0]), f.ToInteger(x[1]))),
        }.ToFrozenDictionary();

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Number of arguments, or null for a name that is no function.</summary>
    public static int? Arity(string name) => All.TryGetValue(name, out var function) ? function.Arity : null;

    public static Node Build(string name, NodeFactory factory, ReadOnlySpan<Node> arguments) => All[name].Build(factory, arguments);

    private static (int Arity, Builder Build) Unary(Op op) => (1, (f, x) => f.Make(op, x[0]));

    /// <summary>To the nearest integer, halves away from zero; exact for every argument, unlike floor(x + 0.5).</summary>
    private static Node Round(NodeFactory f, Node x)
    {
        var magnitude = f.Make(Op.Absolute, x);
        var whole = f.Make(Op.Floor, magnitude);
        var isUp = f.Make(Op.GreaterOrEqual, f.Subtract(magnitude, whole), f.Constant(0.5));
        var rounded = f.Select(isUp, f.Add(whole, f.Constant(1.0)), whole);
        return f.Select(f.Make(Op.Less, x, f.Constant(0.0)), f.Negate(rounded), rounded);
    }
}
