using System.Collections.Immutable;
using System.Numerics;
using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>
/// Makes the kernel of one program. Registers are numbered: the columns of the program's slots, then invariants, then the scratch
/// blocks that intermediate values share.
/// </summary>
/// <typeparam name="T">The network's reals.</typeparam>
/// <typeparam name="TInteger">Integers as wide.</typeparam>
internal sealed class ProgramCompiler<T, TInteger>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInteger : unmanaged, IBinaryInteger<TInteger>
{
    private readonly ImmutableArray<Slot> _slots;
    private readonly UpdateProgram _program;
    private readonly OperationSelection _selection;
    private readonly Dictionary<Node, int> _scalars = [];
    private readonly List<Instruction> _prologue = [];
    private readonly List<Instruction> _body = [];

    public ProgramCompiler(UpdateProgram program)
    {
        _slots = program.Slots;
        _program = Lowering.Apply(program);
        _selection = new OperationSelection(_program);
    }

    public InterpreterKernel Compile()
    {
        AddPrologue();
        var schedule = new Schedule(_program, _selection);
        var registers = new RegisterAllocation(_slots, schedule, firstScratch: _slots.Length + _scalars.Count);
        foreach (var operation in schedule.Operations)
            _body.Add(Create(operation, registers));
        foreach (var (target, value) in schedule.FinalCopies)
            AddCopy(target, Locate(value, schedule, registers));
        foreach (var (target, operation) in registers.DeferredStores)
            AddCopy(target, new Operand(registers[operation], false));
        return new InterpreterKernel(
            typeof(T) == typeof(double) ? Precision.Double : Precision.Single,
            [.. _slots.Select(s => s.Locality >= _program.Locality)],
            _scalars.Count,
            registers.ScratchCount,
            [.. _prologue],
            [.. _body],
            _program.Spike is null ? null : Locate(_program.Spike, schedule, registers),
            _program.AxonSpike is null ? null : Locate(_program.AxonSpike, schedule, registers));
    }

    /// <summary>Evaluates invariants, each into a register of its own, as blocks of one vector.</summary>
    private void AddPrologue()
    {
        foreach (var node in _selection.Invariants)
        {
            var target = _slots.Length + _scalars.Count;
            _prologue.Add(node.Op switch
            {
                Op.Constant => InstructionSet<T, TInteger>.Constant(node, target),
                Op.Read => InstructionSet<T, TInteger>.Broadcast(target, _slots.IndexOf(node.Slot!)),
                _ => InstructionSet<T, TInteger>.Create(
                    node, target, [.. node.Operands.Select(o => new Operand(_scalars[OperationSelection.Resolve(o)], false))]),
            });
            _scalars.Add(node, target);
        }
    }

    private Instruction Create(Operation operation, RegisterAllocation registers)
    {
        var target = registers[operation];
        Operand[] operands = [.. operation.Operands.Select(o => Locate(o, registers))];
        var result = operation.Result;
        return operation.Form switch
        {
            OperationForm.Chain =>
                InstructionSet<T, TInteger>.Chain(operation.Inner!.Op, result.Op, operation.Reversed, target, operands),
            OperationForm.CompareAndSelect => InstructionSet<T, TInteger>.CompareAndSelect(
                operation.Inner!.Op, operation.Inner.Operands[0].Kind == AttributeKind.Real, target, operands),
            OperationForm.CompareAndMask => InstructionSet<T, TInteger>.CompareAndMask(
                operation.Inner!.Op, operation.Inner.Operands[0].Kind == AttributeKind.Real, target, operands),
            OperationForm.Copy => InstructionSet<T, TInteger>.Copy(target, operands[0]),
            _ => InstructionSet<T, TInteger>.Create(result, target, operands),
        };
    }

    private void AddCopy(Slot target, Operand source) =>
        _body.Add(InstructionSet<T, TInteger>.Copy(_slots.IndexOf(target), source));

    /// <summary>Where an operation finds the value of a node.</summary>
    private Operand Locate(Node node, RegisterAllocation registers)
    {
        if (_scalars.TryGetValue(node, out var scalar))
            return new Operand(scalar, true);
        return new Operand(node.Op == Op.Read ? _slots.IndexOf(node.Slot!) : registers[node], false);
    }

    /// <summary>Where the value of a node is after all operations, when stored columns no longer hold what was read.</summary>
    private Operand Locate(Node node, Schedule schedule, RegisterAllocation registers)
    {
        node = OperationSelection.Resolve(node);
        return schedule.TryGetCopy(node, out var copy) ? new Operand(registers[copy], false) : Locate(node, registers);
    }
}
