using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>The columns of a kernel in the order of their registers, and how rows find their values in them.</summary>
internal sealed class SlotLayout(ImmutableArray<Slot> slots, ImmutableArray<SlotAccess> access)
{
    public ImmutableArray<Slot> Slots { get; } = slots;

    public ImmutableArray<SlotAccess> Access { get; } = access;

    public SlotAccess this[Slot slot] => Access[RegisterOf(slot)];

    /// <summary>The layout of a pass over neurons: a slot either has a value for every row or one for all.</summary>
    public static SlotLayout OfRows(UpdateProgram program) => new(
        program.Slots, [.. program.Slots.Select(s => s.Locality < program.Locality ? SlotAccess.Uniform : SlotAccess.Row)]);

    public int RegisterOf(Slot slot) => Slots.IndexOf(slot);

    /// <summary>Whether a node is a column that instructions can read as it is.</summary>
    public bool IsRowColumn(Node node) => node.Op == Op.Read && this[node.Slot!].Kind == AccessKind.Row;

    /// <summary>The nodes with the same value in every row of a run.</summary>
    public HashSet<Node> Invariants(UpdateProgram program)
    {
        var invariants = new HashSet<Node>();
        foreach (var node in program.Nodes)
        {
            var invariant = node.Op switch
            {
                Op.Constant => true,
                Op.Read => this[node.Slot!].Kind == AccessKind.Uniform,
                Op.Gamma or Op.Binomial => false,
                _ => node.Operands.All(invariants.Contains),
            };
            if (invariant)
                invariants.Add(node);
        }

        return invariants;
    }
}
