using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>
/// Registers of the values of operations. A value goes straight to a column that takes it where whole vectors may be stored and
/// nothing still reads that column, otherwise to a scratch block, used again as soon as its value is no longer needed.
/// </summary>
internal sealed class RegisterAllocation
{
    private readonly SlotLayout _layout;
    private readonly Dictionary<Operation, int> _registers = [];
    private readonly Dictionary<Node, Operation> _definitions;
    private readonly Dictionary<Slot, int> _lastReads = [];
    private readonly Dictionary<Operation, int> _lastUses = [];

    public RegisterAllocation(SlotLayout layout, Schedule schedule, int firstScratch, bool storesWholeVectors)
    {
        _layout = layout;
        _definitions = schedule.Operations.Where(o => o.Form != OperationForm.Copy).ToDictionary(o => o.Result);
        FindLastUses(schedule);
        var free = new Stack<int>();
        for (var i = 0; i < schedule.Operations.Count; i++)
        {
            var operation = schedule.Operations[i];
            foreach (var operand in operation.Operands.Distinct())
            {
                if (TryGetDefinition(operand, operation, out var used) && _lastUses[used] == i && _registers[used] >= firstScratch)
                    free.Push(_registers[used]);
            }

            var direct = operation.Targets.Find(t => storesWholeVectors && _lastReads.GetValueOrDefault(t, -1) <= i);
            if (direct is not null)
                _registers.Add(operation, layout.RegisterOf(direct));
            else
                _registers.Add(operation, free.TryPop(out var register) ? register : firstScratch + ScratchCount++);
            foreach (var target in operation.Targets)
            {
                if (target == direct)
                    continue;
                _lastUses[operation] = schedule.Operations.Count;
                DeferredStores.Add((target, operation));
            }
        }
    }

    /// <summary>Scratch blocks needed.</summary>
    public int ScratchCount { get; private set; }

    /// <summary>Stores that have to wait until all operations are done.</summary>
    public List<(Slot Target, Operation Value)> DeferredStores { get; } = [];

    public int this[Operation operation] => _registers[operation];

    public int this[Node node] => _registers[_definitions[node]];

    private void FindLastUses(Schedule schedule)
    {
        for (var i = 0; i < schedule.Operations.Count; i++)
        {
            foreach (var operand in schedule.Operations[i].Operands)
            {
                if (_layout.IsRowColumn(operand))
                    _lastReads[operand.Slot!] = i;
                else if (TryGetDefinition(operand, schedule.Operations[i], out var used))
                    _lastUses[used] = i;
            }
        }

        foreach (var node in schedule.ReadAtEnd)
        {
            if (schedule.TryGetCopy(node, out var copy))
                _lastUses[copy] = schedule.Operations.Count;
            else if (_definitions.TryGetValue(node, out var used))
                _lastUses[used] = schedule.Operations.Count;
        }
    }

    /// <summary>The operation that computes an operand; none for columns and invariants.</summary>
    private bool TryGetDefinition(Node operand, Operation user, out Operation definition)
    {
        definition = user;
        return _definitions.TryGetValue(operand, out definition!);
    }
}
