using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>When a column is written, and what.</summary>
/// <remarks>
/// Spikes are rare. What a reset does to spiking rows is computed only for vectors that have some: the column is first written as
/// if there were none, or not at all where it keeps its value.
/// </remarks>
/// <param name="column">Index of the column.</param>
/// <param name="always">Written for every vector of rows; null for nothing.</param>
/// <param name="whenSpiking">Written after that for vectors with spiking rows; null for nothing.</param>
internal sealed class StorePlan(int column, Term? always, Term? whenSpiking)
{
    public int Column { get; } = column;

    public Term? Always { get; } = always;

    public Term? WhenSpiking { get; } = whenSpiking;

    /// <summary>The stores of a program, in its order.</summary>
    public static List<StorePlan> Of(KernelShape shape, TermGraph graph)
    {
        var program = shape.Program;
        var operands = new HashSet<Term>();
        foreach (var node in program.Nodes)
            operands.UnionWith(graph[node].Operands);
        var plans = new List<StorePlan>();
        foreach (var store in program.Stores)
        {
            var column = program.Slots.IndexOf(store.Target);
            var value = graph[store.Value];
            var isReset = program.Spike is not null
                && value.Op == Op.Select
                && value.Operands[0] == graph[program.Spike]
                && !operands.Contains(value)
                && !shape.IsUniform(column);
            if (!isReset)
                plans.Add(new StorePlan(column, value, null));
            else if (value.Operands[2] is { Op: Op.Read } old && old.Column == column)
                plans.Add(new StorePlan(column, null, value));
            else
                plans.Add(new StorePlan(column, value.Operands[2], value));
        }

        return plans;
    }
}
