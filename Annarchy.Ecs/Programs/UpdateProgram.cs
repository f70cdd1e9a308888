using System.Collections.Immutable;

namespace Annarchy.Programs;

/// <summary>Writes the value of a node to a column.</summary>
internal readonly record struct Store(Slot Target, Node Value);

/// <summary>
/// What one pass over the rows of a population or projection computes: every node reads the columns as they were before the
/// pass, and all stores happen after. Sequential assignments, conditionals, bounds, refractory masks and resets have already
/// become expressions, so a backend only evaluates nodes in order and writes each column once.
/// </summary>
internal sealed class UpdateProgram
{
    public UpdateProgram(string name, Locality locality, ImmutableArray<Store> stores, Node? spike = null, Node? axonSpike = null)
    {
        Name = name;
        Locality = locality;
        Stores = stores;
        Spike = spike;
        AxonSpike = axonSpike;
        Nodes = TopologicalOrder();
        Slots = CollectSlots();
        Key = ProgramKey.Of(this);
    }

    /// <summary>For people: "P: update".</summary>
    public string Name { get; }

    /// <summary>What a row is: one neuron or synapse (local), one dendrite (semiglobal), the whole object (global).</summary>
    public Locality Locality { get; }

    public ImmutableArray<Store> Stores { get; }

    /// <summary>Boolean node: the rows that emit a spike, whose ranks the kernel appends to the spike list.</summary>
    public Node? Spike { get; }

    /// <summary>Boolean node: the rows that emit an axonal spike.</summary>
    public Node? AxonSpike { get; }

    /// <summary>Every node needed, operands first.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>Every column read or written, once; a kernel takes their addresses in this order.</summary>
    public ImmutableArray<Slot> Slots { get; }

    /// <summary>Equal for programs that compute the same from the same slots, whatever their names: the kernel cache's key.</summary>
    public string Key { get; }

    private ImmutableArray<Node> TopologicalOrder()
    {
        var order = ImmutableArray.CreateBuilder<Node>();
        var seen = new HashSet<Node>();
        var pending = new Stack<(Node Node, int Next)>();
        foreach (var store in Stores)
            Visit(store.Value);
        if (Spike is not null)
            Visit(Spike);
        if (AxonSpike is not null)
            Visit(AxonSpike);
        return order.ToImmutable();

        void Visit(Node root)
        {
            if (!seen.Add(root))
                return;
            pending.Push((root, 0));
            while (pending.TryPop(out var top))
            {
                if (top.Next == top.Node.Operands.Length)
                {
                    order.Add(top.Node);
                    continue;
                }

                pending.Push((top.Node, top.Next + 1));
                var operand = top.Node.Operands[top.Next];
                if (seen.Add(operand))
                    pending.Push((operand, 0));
            }
        }
    }

    private ImmutableArray<Slot> CollectSlots()
    {
        var slots = new List<Slot>();
        foreach (var node in Nodes)
            Add(node.Slot);
        foreach (var store in Stores)
            Add(store.Target);
        return [.. slots];

        void Add(Slot? slot)
        {
            if (slot is not null && !slots.Contains(slot))
                slots.Add(slot);
        }
    }
}
