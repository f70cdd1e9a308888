using System.Globalization;
using System.Text;

namespace Annarchy.Programs;

/// <summary>Structure of a program with slots by position, so that equal computations have equal keys whatever their names.</summary>
internal static class ProgramKey
{
    public static string Of(UpdateProgram program)
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
}
