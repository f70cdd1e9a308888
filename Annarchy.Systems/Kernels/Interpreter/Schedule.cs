using System.Diagnostics.CodeAnalysis;
using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>
/// The row loop in order: copies of columns that are both overwritten and wanted afterwards, the operations, and what has to wait
/// for all of them.
/// </summary>
internal sealed class Schedule
{
    private readonly SlotLayout _layout;
    private readonly HashSet<Slot> _stored;
    private readonly Dictionary<Node, Operation> _copies = [];
    private readonly List<Operation> _operations = [];

    public Schedule(UpdateProgram program, OperationSelection selection, SlotLayout layout)
    {
        _layout = layout;
        _stored = [.. program.Stores.Select(s => s.Target)];
        var definitions = selection.Operations.ToDictionary(o => o.Result);
        foreach (var store in program.Stores)
        {
            var value = OperationSelection.Resolve(store.Value);
            if (layout[store.Target].Kind != AccessKind.Row)
            {
                LateStores.Add((store.Target, value));
                KeepUntilEnd(value);
            }
            else if (definitions.TryGetValue(value, out var operation))
            {
                operation.Targets.Add(store.Target);
            }
            else if (IsOverwritten(value) && value.Slot != store.Target)
            {
                Copy(value).Targets.Add(store.Target);
            }
            else if (value.Slot != store.Target)
            {
                LateStores.Add((store.Target, value));
            }
        }

        if (program.Spike is not null)
            KeepUntilEnd(OperationSelection.Resolve(program.Spike));
        if (program.AxonSpike is not null)
            KeepUntilEnd(OperationSelection.Resolve(program.AxonSpike));
        _operations.AddRange(selection.Operations);

        void KeepUntilEnd(Node node)
        {
            if (IsOverwritten(node))
                Copy(node);
            ReadAtEnd.Add(node);
        }
    }

    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>Stores of invariants and of columns that nothing overwrites, and those that are no plain writes of rows.</summary>
    public List<(Slot Target, Node Value)> LateStores { get; } = [];

    /// <summary>Nodes whose values are wanted after all operations.</summary>
    public HashSet<Node> ReadAtEnd { get; } = [];

    public bool TryGetCopy(Node node, [NotNullWhen(true)] out Operation? copy) => _copies.TryGetValue(node, out copy);

    private bool IsOverwritten(Node node) => _layout.IsRowColumn(node) && _stored.Contains(node.Slot!);

    private Operation Copy(Node read)
    {
        if (!_copies.TryGetValue(read, out var copy))
        {
            copy = new Operation(OperationForm.Copy, read, null, false, [read]);
            _copies.Add(read, copy);
            _operations.Add(copy);
        }

        return copy;
    }
}
