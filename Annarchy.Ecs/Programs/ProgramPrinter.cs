using System.Globalization;
using System.Text;

namespace Annarchy.Programs;

/// <summary>Programs as text: as mathematics for people, as a key for the kernel cache.</summary>
internal static class ProgramPrinter
{
    /// <summary>A node as an infix expression.</summary>
    public static string Print(Node node)
    {
        var text = new StringBuilder();
        Append(text, node, 0, int.MaxValue);
        return text.ToString();
    }

    /// <summary>A node as an infix expression, cut where it gets too long to read.</summary>
    public static string PrintShort(Node node)
    {
        const int Length = 60;
        var text = new StringBuilder();
        Append(text, node, 0, Length);
        return text.Length <= Length ? text.ToString() : $"{text.ToString(0, Length)}...";
    }

    /// <summary>Structure of a program with slots by position, so that equal computations have equal keys.</summary>
    public static string Key(UpdateProgram program)
    {
        var text = new StringBuilder();
        var index = new Dictionary<Node, int>();
        var slots = program.Slots;
        foreach (var slot in slots)
            text.Append('|').Append((int)slot.Owner).Append((int)slot.Locality).Append((int)slot.Kind);
        foreach (var node in program.Nodes)
        {
            index.Add(node, index.Count);
            text.Append(';').Append((int)node.Op).Append(':').Append((int)node.Kind);
            if (node.Slot is { } slot)
                text.Append('s').Append(slots.IndexOf(slot));
            else if (node.Operands.IsEmpty || node.Value != 0.0)
                text.Append('v').Append(node.Value.ToString("R", CultureInfo.InvariantCulture));
            foreach (var operand in node.Operands)
                text.Append(',').Append(index[operand]);
        }

        foreach (var store in program.Stores)
            text.Append('>').Append(slots.IndexOf(store.Target)).Append('=').Append(index[store.Value]);
        if (program.Spike is not null)
            text.Append('!').Append(index[program.Spike]);
        if (program.AxonSpike is not null)
            text.Append('^').Append(index[program.AxonSpike]);
        text.Append('@').Append((int)program.Locality);
        return text.ToString();
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
        Op.Multiply => (" * ", 5),
        Op.Divide => (" / ", 5),
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
        Op.ToReal => "real",
        Op.ToInteger => "int",
        _ => op.ToString().ToLowerInvariant(),
    };

    private static void Append(StringBuilder text, Node node, int outer, int limit)
    {
        if (text.Length > limit)
            return;
        switch (node.Op)
        {
            case Op.Constant when node.Kind == AttributeKind.Boolean:
                text.Append(node.Value != 0.0 ? "true" : "false");
                break;
            case Op.Constant:
                text.Append(node.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case Op.Read:
                text.Append(node.Slot);
                break;
            case Op.ToReal:
                Append(text, node.Operands[0], outer, limit);
                break;
            case Op.Negate:
                AppendNegation(text, node, outer, limit);
                break;
            case Op.Select:
                AppendSelect(text, node, outer, limit);
                break;
            default:
                AppendOperation(text, node, outer, limit);
                break;
        }
    }

    private static void AppendNegation(StringBuilder text, Node node, int outer, int limit)
    {
        text.Append(outer > 4 ? "(-" : "-");
        Append(text, node.Operands[0], 6, limit);
        text.Append(outer > 4 ? ")" : string.Empty);
    }

    private static void AppendSelect(StringBuilder text, Node node, int outer, int limit)
    {
        text.Append(outer > 0 ? "(if " : "if ");
        Append(text, node.Operands[0], 1, limit);
        text.Append(": ");
        Append(text, node.Operands[1], 1, limit);
        text.Append(" else: ");
        Append(text, node.Operands[2], 0, limit);
        text.Append(outer > 0 ? ")" : string.Empty);
    }

    private static void AppendOperation(StringBuilder text, Node node, int outer, int limit)
    {
        if (Infix(node.Op) is not { } infix)
        {
            text.Append(FunctionName(node.Op)).Append('(');
            for (var i = 0; i < node.Operands.Length; i++)
            {
                text.Append(i == 0 ? string.Empty : ", ");
                Append(text, node.Operands[i], 0, limit);
            }

            text.Append(')');
            return;
        }

        var bracket = infix.Level < outer;
        text.Append(bracket ? "(" : string.Empty);
        Append(text, node.Operands[0], infix.Level, limit);
        text.Append(infix.Sign);
        Append(text, node.Operands[1], infix.Level + 1, limit);
        text.Append(bracket ? ")" : string.Empty);
    }
}
