using System.Globalization;
using Annarchy.Programs;

namespace Annarchy.Devices;

/// <summary>Prints the nodes of an update program as statements of C, one variable for each.</summary>
/// <param name="text">Where they go.</param>
/// <param name="read">The expression that reads a slot.</param>
/// <param name="random">Draws random numbers.</param>
internal sealed class CPrinter(KernelText text, Func<Slot, string> read, RandomText random)
{
    /// <summary>Why a device cannot compute a program that <see cref="Knows"/> is false for.</summary>
    public const string ReasonAgainst = "draws from Gamma and Binomial distributions need numbers of 64 bits, which the device does not have";

    private readonly Dictionary<Node, string> _names = [];

    /// <summary>Whether a device can compute everything a program does.</summary>
    public static bool Knows(UpdateProgram program, IDevice device) => device.HasDouble || !DrawsShaped(program);

    /// <summary>Whether a program draws from distributions that their parameters shape.</summary>
    public static bool DrawsShaped(UpdateProgram program) => program.Nodes.Any(n => n.Op is Op.Gamma or Op.Binomial);

    /// <summary>The name or value of a printed node.</summary>
    public string this[Node node] => _names[node];

    /// <summary>A value as a column keeps it.</summary>
    public string Stored(Node node, AttributeKind kind) => kind == AttributeKind.Boolean ? $"(INT)({_names[node]})" : _names[node];

    /// <summary>Prints all nodes of a program, operands first.</summary>
    public void Print(UpdateProgram program)
    {
        foreach (var node in program.Nodes)
        {
            var value = Expression(node);
            if (node.IsConstant)
            {
                _names.Add(node, value);
                continue;
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"x{_names.Count}");
            text.Line($"const {TypeOf(node.Kind)} {name} = {value};");
            _names.Add(node, name);
        }
    }

    /// <summary>A real number.</summary>
    public static string Literal(double value) => value switch
    {
        double.PositiveInfinity => "((REAL)INFINITY)",
        double.NegativeInfinity => "(-(REAL)INFINITY)",
        double.NaN => "((REAL)NAN)",
        _ => $"((REAL){value.ToString("E17", CultureInfo.InvariantCulture)})",
    };

    private static string TypeOf(AttributeKind kind) => kind switch
    {
        AttributeKind.Real => "REAL",
        AttributeKind.Integer => "INT",
        _ => "int",
    };

    private string Expression(Node node)
    {
        var isReal = node.Kind == AttributeKind.Real;
        return node.Op switch
        {
            Op.Constant => isReal ? Literal(node.Value) : $"((INT){((long)node.Value).ToString(CultureInfo.InvariantCulture)})",
            Op.Read when node.Slot!.Owner == SlotOwner.Random => random.Read(node.Slot),
            Op.Read => node.Kind == AttributeKind.Boolean ? $"({read(node.Slot!)} != 0)" : read(node.Slot!),
            Op.Gamma or Op.Binomial => random.Draw(node, node.Operands.Select(o => _names[o])),
            Op.Negate => $"-{At(0)}",
            Op.Add => Infix("+"),
            Op.Subtract => Infix("-"),
            Op.Multiply => Infix("*"),
            Op.Divide => Infix("/"),
            Op.Minimum => Call(isReal ? "min_real" : "min_int"),
            Op.Maximum => Call(isReal ? "max_real" : "max_int"),
            Op.Absolute => Call(isReal ? "fabs" : "abs_int"),
            Op.Power => Call("pow"),
            Op.SquareRoot => Call("sqrt"),
            Op.Ceiling => Call("ceil"),
            Op.Modulo => Call(isReal ? "fmod" : "mod_int"),
            Op.Exp or Op.Expm1 or Op.Log or Op.Sin or Op.Cos or Op.Tan or Op.Asin or Op.Acos or Op.Atan or Op.Sinh or Op.Cosh or Op.Tanh or Op.Floor =>
                Call(node.Op.ToString().ToLowerInvariant()),
            Op.Less => Infix("<"),
            Op.LessOrEqual => Infix("<="),
            Op.Greater => Infix(">"),
            Op.GreaterOrEqual => Infix(">="),
            Op.Equal => Infix("=="),
            Op.NotEqual => Infix("!="),
            Op.And => Infix("&&"),
            Op.Or => Infix("||"),
            Op.Not => $"!{At(0)}",
            Op.Select => $"{At(0)} ? {At(1)} : {At(2)}",
            Op.ToReal => $"(REAL){At(0)}",
            Op.ToInteger => Call("to_int"),
            _ => throw new NotSupportedException($"No kernel of a device computes {node.Op}."),
        };

        string At(int operand) => _names[node.Operands[operand]];

        string Infix(string symbol) => $"{At(0)} {symbol} {At(1)}";

        string Call(string function) => $"{function}({string.Join(", ", node.Operands.Select(o => _names[o]))})";
    }
}
