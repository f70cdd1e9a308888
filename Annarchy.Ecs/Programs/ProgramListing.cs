using System.Globalization;
using System.Text;

namespace Annarchy.Programs;

/// <summary>
/// Programs as mathematics for people: what is computed once for all rows, what for each row, what is written where, and how many
/// bytes a row moves. What is used more than once has a name: k1, k2, ... where it is the same for all rows, x1, x2, ... where not.
/// </summary>
internal static class ProgramListing
{
    /// <summary>The listing of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="precision">Width of the columns, for the bytes per row.</param>
    public static string Print(UpdateProgram program, Precision precision)
    {
        var text = new StringBuilder();
        text.Append(program.Name).Append(" (").Append(Traffic(program, precision)).Append(")\n");
        var names = Names(program);
        var once = program.Nodes.Where(n => names.ContainsKey(n) && IsInvariant(program, n)).ToList();
        if (once.Count > 0)
        {
            text.Append("  once:\n");
            foreach (var node in once)
                Define(text, names, node);
        }

        text.Append("  ").Append(RowOf(program)).Append(":\n");
        foreach (var node in program.Nodes.Where(n => names.ContainsKey(n) && !IsInvariant(program, n)))
            Define(text, names, node);
        if (program.Spike is not null)
            Append(text, names, program.Spike, "spike if ");
        if (program.AxonSpike is not null)
            Append(text, names, program.AxonSpike, "axonal spike if ");
        foreach (var store in program.Stores)
            Append(text, names, store.Value, $"{store.Target} <- ");
        return text.ToString();
    }

    private static void Define(StringBuilder text, Dictionary<Node, string> names, Node node) =>
        text.Append("    ").Append(names[node]).Append(" = ").Append(ExpressionPrinter.Print(node, names)).Append('\n');

    private static void Append(StringBuilder text, Dictionary<Node, string> names, Node node, string prefix) =>
        text.Append("    ").Append(prefix).Append(names.TryGetValue(node, out var name) ? name : ExpressionPrinter.Print(node, names)).Append('\n');

    /// <summary>Whether a node has the same value in all rows; only worth saying where there is more than one row.</summary>
    private static bool IsInvariant(UpdateProgram program, Node node) => node.Locality < program.Locality && node.Locality == Locality.Global;

    private static string RowOf(UpdateProgram program) => program.Locality switch
    {
        Locality.Global => "for all",
        Locality.Semiglobal => "for each post-synaptic neuron",
        _ => "for each row",
    };

    /// <summary>Names for what is used twice, and for invariant parts of what varies.</summary>
    private static Dictionary<Node, string> Names(UpdateProgram program)
    {
        var uses = program.Nodes.ToDictionary(n => n, _ => 0);
        var hoisted = new HashSet<Node>();
        foreach (var node in program.Nodes)
        {
            foreach (var operand in node.Operands)
            {
                uses[operand]++;
                if (IsInvariant(program, operand) && !IsInvariant(program, node))
                    hoisted.Add(operand);
            }
        }

        foreach (var root in program.Stores.Select(s => s.Value).Append(program.Spike).Append(program.AxonSpike).OfType<Node>())
            uses[root]++;
        var names = new Dictionary<Node, string>();
        var (invariants, locals) = (0, 0);
        foreach (var node in program.Nodes)
        {
            if (node.Operands.IsEmpty || node.Op == Op.ToReal || (uses[node] < 2 && !hoisted.Contains(node)))
                continue;
            names.Add(node, IsInvariant(program, node) ? $"k{++invariants}" : $"x{++locals}");
        }

        return names;
    }

    private static string Traffic(UpdateProgram program, Precision precision)
    {
        var size = precision == Precision.Single ? sizeof(float) : sizeof(double);
        var written = program.Stores.Select(s => s.Target).Where(IsOfRow).Distinct().Count();
        var read = program.Nodes.Select(n => n.Slot).OfType<Slot>().Where(s => IsOfRow(s) && s.Owner != SlotOwner.Random).Distinct().Count();
        var drawn = program.Slots.Count(s => s.Owner == SlotOwner.Random && s.Locality == program.Locality);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{read} columns read, {written} written, {(read + written) * size} bytes per row");
        return drawn == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}, {drawn} random number{(drawn == 1 ? "" : "s")}");

        bool IsOfRow(Slot slot) => slot.Locality == program.Locality;
    }
}
