using System.Globalization;
using System.Text;

namespace Annarchy.Programs;

/// <summary>Nodes as infix expressions.</summary>
internal sealed class ExpressionPrinter
{
    private const int NegationLevel = 4;
    private const int ProductLevel = 5;
    private readonly IReadOnlyDictionary<Node, string> _names;
    private readonly int _limit;
    private readonly StringBuilder _text = new();

    private ExpressionPrinter(IReadOnlyDictionary<Node, string> names, int limit) => (_names, _limit) = (names, limit);

    /// <summary>A node written out down to the nodes that have names.</summary>
    public static string Print(Node node, IReadOnlyDictionary<Node, string> names)
    {
        var printer = new ExpressionPrinter(names, int.MaxValue);
        printer.AppendUnnamed(node, 0);
        return printer._text.ToString();
    }

    /// <summary>A node written out and cut where it gets too long to read.</summary>
    public static string PrintShort(Node node, int length = 60)
    {
        var printer = new ExpressionPrinter(new Dictionary<Node, string>(), length);
        printer.Append(node, 0);
        var text = printer._text;
        return text.Length <= length ? text.ToString() : $"{text.ToString(0, length)}...";
    }

    /// <summary>How tightly an operation binds, and its sign; null for function notation.</summary>
    private static (string Sign, int Level)? Infix(Op op) => op switch
    {
        Op.Or => (" or ", 1),
        Op.And => (" and ", 2),
        Op.Less => (" < ", 3),
        Op.LessOrEqual => (" <= ", 3),
        Op.Greater => (" > ", 3),
        Op.GreaterOrEqual => (" >= ", 3),
        Op.Equal => (" == ", 3),
        Op.NotEqual => (" != ", 3),
        Op.Add => (" + ", 4),
        Op.Subtract => (" - ", 4),
        Op.Multiply => (" * ", ProductLevel),
        Op.Divide => (" / ", ProductLevel),
        Op.Power => ("^", 7),
        _ => null,
    };

    private static string FunctionName(Op op) => op switch
    {
        Op.Minimum => "min",
        Op.Maximum => "max",
        Op.Absolute => "abs",
        Op.SquareRoot => "sqrt",
        Op.Not => "not",
        Op.ToInteger => "int",
        Op.Modulo => "modulo",
        _ => op.ToString().ToLowerInvariant(),
    };

    private void Append(Node node, int outer)
    {
        if (_text.Length > _limit)
            return;
        if (_names.TryGetValue(node, out var name))
            _text.Append(name);
        else
            AppendUnnamed(node, outer);
    }

    private void AppendUnnamed(Node node, int outer)
    {
        switch (node.Op)
        {
            case Op.Constant when node.Kind == AttributeKind.Boolean:
                _text.Append(node.Value != 0.0 ? "true" : "false");
                break;
            case Op.Constant:
                AppendConstant(node.Value, outer);
                break;
            case Op.Read:
                _text.Append(node.Slot);
                break;
            case Op.ToReal:
                Append(node.Operands[0], outer);
                break;
            case Op.Negate:
                AppendBracketed(outer > NegationLevel, () =>
                {
                    _text.Append('-');
                    Append(node.Operands[0], NegationLevel + 2);
                });
                break;
            case Op.Select:
                AppendBracketed(outer > 0, () => AppendSelect(node));
                break;
            default:
                AppendOperation(node, outer);
                break;
        }
    }

    /// <summary>Negative numbers need brackets behind a sign and under a power: a - (-2), but -2 * a.</summary>
    private void AppendConstant(double value, int outer) => AppendBracketed(
        value < 0.0 && outer > NegationLevel && (outer > ProductLevel + 1 || (_text.Length > 1 && _text[^1] == ' ' && "+-*/".Contains(_text[^2]))),
        () => _text.Append(value.ToString("R", CultureInfo.InvariantCulture)));

    private void AppendSelect(Node node)
    {
        _text.Append("if ");
        Append(node.Operands[0], 1);
        _text.Append(": ");
        Append(node.Operands[1], 1);
        _text.Append(" else: ");
        Append(node.Operands[2], 0);
    }

    private void AppendOperation(Node node, int outer)
    {
        if (Infix(node.Op) is var (sign, level))
        {
            AppendBracketed(level < outer, () =>
            {
                // Powers group to the right, everything else to the left.
                var isPower = node.Op == Op.Power;
                Append(node.Operands[0], isPower ? level + 1 : level);
                _text.Append(sign);
                Append(node.Operands[1], isPower ? level : level + 1);
            });
            return;
        }

        _text.Append(FunctionName(node.Op));
        AppendBracketed(true, () =>
        {
            for (var i = 0; i < node.Operands.Length; i++)
            {
                _text.Append(i == 0 ? string.Empty : ", ");
                Append(node.Operands[i], 0);
            }
        });
    }

    private void AppendBracketed(bool brackets, Action inner)
    {
        if (brackets)
            _text.Append('(');
        inner();
        if (brackets)
            _text.Append(')');
    }
}
