using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Tests.Kernels;

/// <summary>Programs made of random operations on columns of every kind and locality.</summary>
internal static class EmitRandomProgram
{
    /// <summary>Every operation that is a function of its operands.</summary>
    public static readonly ImmutableArray<Op> AllOperations =
        [.. Enum.GetValues<Op>().Where(o => o is not (Op.Constant or Op.Read or Op.Gamma or Op.Binomial))];

    /// <summary>Operations that depend smoothly on their operands.</summary>
    public static readonly ImmutableArray<Op> SmoothOperations =
        [Op.Negate, Op.Add, Op.Subtract, Op.Multiply, Op.Divide, Op.Absolute, Op.Minimum, Op.Maximum, Op.Exp, Op.Expm1, Op.Sin, Op.Cos, Op.Tanh, Op.Atan];

    /// <summary>A program of about <paramref name="size"/> operations.</summary>
    public static UpdateProgram Create(Random random, int size, ImmutableArray<Op> operations, bool realsOnly = false)
    {
        var factory = new NodeFactory();
        var nodes = new List<Node>();
        AttributeKind[] kinds = realsOnly ? [AttributeKind.Real] : [AttributeKind.Real, AttributeKind.Real, AttributeKind.Integer, AttributeKind.Boolean];
        var slots = new List<Slot>();
        foreach (var locality in new[] { Locality.Local, Locality.Local, Locality.Global })
        {
            foreach (var kind in kinds)
                slots.Add(new Slot(SlotOwner.Self, $"{kind}{slots.Count}", locality, kind));
        }

        nodes.AddRange(slots.Select(factory.Read));
        nodes.Add(factory.Constant(Math.Round((random.NextDouble() * 6.0) - 3.0, 1)));
        if (!realsOnly)
        {
            nodes.Add(factory.Constant((long)random.Next(-3, 4)));
            nodes.Add(factory.Constant(true));
        }

        for (var i = 0; i < size; i++)
            nodes.Add(Combine(factory, operations[random.Next(operations.Length)], Pick));

        var spike = Condition(2);
        var stores = slots.Where(s => s.Locality == Locality.Local && random.Next(4) > 0).Select(s => new Store(s, Value(s)));
        return new UpdateProgram("random", Locality.Local, [.. stores], spike, Condition(4));

        // Late nodes more often, so that expressions grow deep.
        Node Pick() => nodes[Math.Max(random.Next(nodes.Count), random.Next(nodes.Count))];

        // Now and then a reset that leaves rows that do not spike as they are.
        Node Value(Slot slot) => spike is not null && random.Next(3) == 0
            ? factory.Select(spike, factory.Convert(Pick(), slot.Kind), factory.Read(slot))
            : factory.Convert(Pick(), slot.Kind);

        Node? Condition(int odds) => realsOnly || random.Next(odds) > 0 ? null : factory.ToBoolean(Pick());
    }

    private static Node Combine(NodeFactory factory, Op op, Func<Node> pick) => op switch
    {
        Op.Select => factory.Select(pick(), pick(), pick()),
        Op.Divide => factory.Divide(pick(), pick()),
        Op.ToReal => factory.ToReal(pick()),
        Op.ToInteger => factory.ToInteger(pick()),
        Op.Negate or Op.Absolute or Op.Not or (>= Op.SquareRoot and <= Op.Ceiling) => factory.Make(op, pick()),
        _ => factory.Make(op, pick(), pick()),
    };
}
