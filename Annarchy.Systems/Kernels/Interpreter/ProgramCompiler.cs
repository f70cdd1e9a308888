using System.Numerics;
using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>
/// Makes the block loop of one program. Registers are numbered: the columns of the program's slots, then invariants and the
/// vectors of reductions, then the scratch blocks that intermediate values share.
/// </summary>
/// <typeparam name="T">The network's reals.</typeparam>
/// <typeparam name="TInteger">Integers as wide.</typeparam>
internal sealed class ProgramCompiler<T, TInteger>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInteger : unmanaged, IBinaryInteger<TInteger>
{
    private readonly SlotLayout _layout;
    private readonly UpdateProgram _program;
    private readonly OperationSelection _selection;
    private readonly Dictionary<Node, int> _scalars = [];
    private readonly List<Instruction> _prologue = [];
    private readonly List<Instruction> _body = [];
    private readonly List<Instruction> _epilogue = [];
    private int _scalarCount;

    public ProgramCompiler(UpdateProgram program, SlotLayout layout)
    {
        _layout = layout;
        _program = Lowering.Apply(program, layout);
        _selection = new OperationSelection(_program, layout);
    }

    /// <summary>Compiles the program.</summary>
    /// <param name="storesWholeVectors">Whether columns may be written up to the end of the last vector.</param>
    /// <param name="reduction">How stores to uniform slots are combined.</param>
    public BlockLoop Compile(bool storesWholeVectors, Reduction reduction)
    {
        AddInvariants();
        var schedule = new Schedule(_program, _selection, _layout);
        var reductions = schedule.LateStores
            .Where(s => _layout[s.Target].Kind == AccessKind.Uniform)
            .ToDictionary(s => s.Target, s => AddReduction(s.Target, reduction));
        var registers = new RegisterAllocation(_layout, schedule, _layout.Slots.Length + _scalarCount, storesWholeVectors);
        foreach (var operation in schedule.Operations)
            _body.Add(Create(operation, registers));
        foreach (var (target, value) in schedule.LateStores)
        {
            var source = Locate(value, schedule, registers);
            _body.Add(_layout[target] switch
            {
                { Kind: AccessKind.Uniform } => InstructionSet<T, TInteger>.Accumulate(reductions[target], source, reduction),
                { Kind: AccessKind.Indexed, Index: var index } =>
                    InstructionSet<T, TInteger>.Scatter(_layout.RegisterOf(target), index, source),
                _ => Store(target, source, storesWholeVectors),
            });
        }

        foreach (var (target, operation) in registers.DeferredStores)
            _body.Add(Store(target, new Operand(registers[operation], false), storesWholeVectors));
        return new BlockLoop(
            typeof(T) == typeof(double) ? Precision.Double : Precision.Single,
            _layout.Access,
            _scalarCount,
            registers.ScratchCount,
            [.. _prologue],
            [.. _body],
            [.. _epilogue],
            _program.Spike is null ? null : Locate(_program.Spike, schedule, registers),
            _program.AxonSpike is null ? null : Locate(_program.AxonSpike, schedule, registers));
    }

    /// <summary>Evaluates invariants, each into a register of its own, as blocks of one vector.</summary>
    private void AddInvariants()
    {
        foreach (var node in _selection.Invariants)
        {
            var target = AddScalar();
            _prologue.Add(node.Op switch
            {
                Op.Constant => InstructionSet<T, TInteger>.Constant(node, target),
                Op.Read => InstructionSet<T, TInteger>.Broadcast(target, _layout.RegisterOf(node.Slot!)),
                _ => InstructionSet<T, TInteger>.Create(
                    node, target, [.. node.Operands.Select(o => new Operand(_scalars[OperationSelection.Resolve(o)], false))]),
            });
            _scalars.Add(node, target);
        }
    }

    /// <summary>Two vectors in which the values of a store are combined lane by lane; the first is the register returned.</summary>
    private int AddReduction(Slot target, Reduction reduction)
    {
        var (first, second) = (AddScalar(), AddScalar());
        _prologue.Add(InstructionSet<T, TInteger>.Identity(first, reduction));
        _prologue.Add(InstructionSet<T, TInteger>.Identity(second, reduction));
        _epilogue.Add(InstructionSet<T, TInteger>.Reduce(_layout.RegisterOf(target), first, reduction));
        return first;
    }

    private int AddScalar() => _layout.Slots.Length + _scalarCount++;

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
            OperationForm.Gather =>
                InstructionSet<T, TInteger>.Gather(target, _layout.RegisterOf(result.Slot!), _layout[result.Slot!].Index),
            OperationForm.Copy => InstructionSet<T, TInteger>.Copy(target, operands[0]),
            _ => InstructionSet<T, TInteger>.Create(result, target, operands),
        };
    }

    private Instruction Store(Slot target, Operand source, bool storesWholeVectors) => storesWholeVectors
        ? InstructionSet<T, TInteger>.Copy(_layout.RegisterOf(target), source)
        : InstructionSet<T, TInteger>.CopyRows(_layout.RegisterOf(target), source);

    /// <summary>Where an operation finds the value of a node.</summary>
    private Operand Locate(Node node, RegisterAllocation registers)
    {
        if (_scalars.TryGetValue(node, out var scalar))
            return new Operand(scalar, true);
        return new Operand(_layout.IsRowColumn(node) ? _layout.RegisterOf(node.Slot!) : registers[node], false);
    }

    /// <summary>Where the value of a node is after all operations, when stored columns no longer hold what was read.</summary>
    private Operand Locate(Node node, Schedule schedule, RegisterAllocation registers)
    {
        node = OperationSelection.Resolve(node);
        return schedule.TryGetCopy(node, out var copy) ? new Operand(registers[copy], false) : Locate(node, registers);
    }
}
