using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Annarchy.Kernels;
using Annarchy.Programs;
using Annarchy.Randomness;
using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Synapses;

/// <summary>A program of a synapse model, compiled for a traversal and tied to the columns it works on.</summary>
/// <remarks>Once it is prepared for a step, the members of a team may run it over different rows.</remarks>
internal sealed unsafe class SynapseBinding : IDisposable
{
    /// <summary>Synapses below which another thread costs more than it saves.</summary>
    private const long SynapsesPerMember = 1 << 15;

    private const int RoleCount = (int)OperandRole.Count;

    private readonly SynapseKernel _kernel;
    private readonly SynapseTraversal _traversal;
    private readonly Operand[] _operands;
    private readonly OperandRole[] _roles;
    private readonly NativeBuffer _bases;
    private readonly int _elementSize;
    private readonly int _randomObject;
    private readonly int _drawnSlots;
    private readonly bool _draws;
    private readonly DrawnNumbers[] _drawn;
    private RandomKey _key;

    /// <param name="program">What is computed for every synapse.</param>
    /// <param name="traversal">How synapses are visited.</param>
    /// <param name="source">Where the values of a slot are.</param>
    /// <param name="backend">What compiles it.</param>
    /// <param name="reduction">How contributions are combined.</param>
    /// <param name="precision">Width of the elements.</param>
    /// <param name="randomObject">The object that draws.</param>
    /// <param name="team">Members that may run it at the same time.</param>
    public SynapseBinding(
        UpdateProgram program,
        SynapseTraversal traversal,
        Func<Slot, SlotSource> source,
        ISynapseKernelBackend backend,
        Reduction reduction,
        Precision precision,
        int randomObject,
        int team)
    {
        _traversal = traversal;
        _randomObject = randomObject;
        _elementSize = precision == Precision.Single ? sizeof(float) : sizeof(double);
        _operands = [.. program.Slots.Select(slot => Operand.Of(slot, traversal, source))];
        _roles = [.. _operands.Select(o => o.Role)];
        CheckStores(program);
        ImmutableArray<SlotAccess> access = [.. _operands.Select(o => o.Access)];
        _kernel = backend.Compile(program, access, reduction, precision);
        _bases = new NativeBuffer((nuint)(Math.Max(_operands.Length, 1) * sizeof(nint)));
        _drawnSlots = _operands.Count(o => o.Role is OperandRole.RandomRow or OperandRole.RandomOne);
        _drawn = _drawnSlots == 0 ? [] : new DrawnNumbers[team];
        _draws = _drawnSlots > 0 || program.Nodes.Any(n => n.Op is Op.Gamma or Op.Binomial);
    }

    /// <summary>Looks up where the columns are, and takes the random numbers of a step.</summary>
    public void Prepare(in InstanceStep step)
    {
        _traversal.Refresh();
        var bases = (nint*)_bases.Address;
        for (var i = 0; i < _operands.Length; i++)
            bases[i] = _operands[i].Source.Column is null ? 0 : _operands[i].Source.AddressOf(step.Instance);
        if (_draws)
            _key = new RandomKey(step.Seed, _randomObject, 0, step.Step);
    }

    /// <summary>How many members of a team may share a number of synapses.</summary>
    public static int MembersFor(long synapses, ThreadTeam team) => (int)Math.Clamp(synapses / SynapsesPerMember, 1, team.Size);

    /// <summary>Runs over a row of the traversal.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="member">The member of the team that does it.</param>
    /// <param name="psp">Where contributions are added, if the program computes any.</param>
    public void RunRow(int row, int member = 0, nint psp = 0)
    {
        var runs = stackalloc SynapseRun[SynapseTraversal.MaxRuns];
        var count = _traversal.Runs(row, runs);
        for (var i = 0; i < count; i++)
        {
            if (runs[i].Begin < runs[i].End)
                Run(row, in runs[i], member, psp);
        }
    }

    /// <summary>Finds synapses of a row that fulfil the condition of the program.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="run">Synapses of the row.</param>
    /// <param name="found">Gets the numbers of the kernel's rows; has room for all of the run and a vector more, or one for a run of one.</param>
    /// <returns>How many there are.</returns>
    public int Find(int row, in SynapseRun run, int* found)
    {
        var state = new KernelSpikes { Random = _key, Ranks = found };
        if (run.Begin < run.End)
            Run(row, in run, 0, 0, &state);
        return state.Count;
    }

    /// <summary>Runs over some synapses of a row.</summary>
    public void Run(int row, in SynapseRun run, int member, nint psp = 0)
    {
        var state = new KernelSpikes { Random = _key, Ahead = run.Ahead };
        Run(row, in run, member, psp, _draws || run.Ahead != 0 ? &state : null);
    }

    [SkipLocalsInit]
    private void Run(int row, in SynapseRun run, int member, nint psp, KernelSpikes* state)
    {
        var offsets = stackalloc nint[RoleCount];
        offsets[(int)OperandRole.Shared] = 0;
        offsets[(int)OperandRole.OwnNeuron] = _traversal.RankOf(row) * _elementSize;
        offsets[(int)OperandRole.OwnDendrite] = row * _elementSize;
        offsets[(int)OperandRole.Synapse] = (nint)(run.SelfOffset * _elementSize);
        offsets[(int)OperandRole.OtherNeuron] = (nint)(run.OtherOffset * _elementSize);
        offsets[(int)OperandRole.OtherDendrite] = (nint)(run.DendriteOffset * _elementSize);
        offsets[(int)OperandRole.Contribution] = psp;
        var table = stackalloc nint[_roles.Length];
        var bases = (nint*)_bases.Address;
        for (var i = 0; i < _roles.Length; i++)
            table[i] = bases[i] + offsets[(int)_roles[i]];

        var indices = stackalloc int*[SynapseTraversal.ArrayCount];
        indices[SynapseTraversal.OtherArray] = run.OtherIndex;
        indices[SynapseTraversal.SelfArray] = run.SelfIndex;
        indices[SynapseTraversal.DendriteArray] = run.DendriteIndex;
        indices[SynapseTraversal.DelayArray] = run.DelayIndex;
        indices[SynapseTraversal.OwnArray] = run.OwnIndex;
        if (_drawnSlots > 0)
            Draw(ref _drawn[member], table, run.Begin, run.End);
        _kernel.Run(table, indices, run.Begin, run.End, state);
    }

    public void Dispose()
    {
        _bases.Dispose();
        foreach (var drawn in _drawn)
            drawn.Buffer?.Dispose();
    }

    /// <summary>Fills the random slots for a run; each row has numbers of its own, whatever the runs.</summary>
    private void Draw(ref DrawnNumbers drawn, nint* table, int begin, int end)
    {
        var rows = Column.PaddedRows(end - begin);
        if (rows > drawn.Rows)
        {
            drawn.Buffer?.Dispose();
            drawn = new DrawnNumbers(new NativeBuffer((nuint)_drawnSlots * (nuint)rows * (nuint)_elementSize), rows);
        }

        var next = (nint)drawn.Buffer!.Address;
        for (var i = 0; i < _operands.Length; i++)
        {
            ref readonly var operand = ref _operands[i];
            if (operand.Role is not (OperandRole.RandomRow or OperandRole.RandomOne))
                continue;
            var isOne = operand.Role == OperandRole.RandomOne;
            var key = _key.AtStream(operand.Stream);
            Fill(next, isOne ? 1 : end - begin, operand.IsNormal, in key, isOne ? 0 : begin);
            table[i] = isOne ? next : next - ((nint)begin * _elementSize);
            next += (nint)(drawn.Rows * _elementSize);
        }
    }

    private void Fill(nint destination, int count, bool isNormal, in RandomKey key, int first)
    {
        if (_elementSize == sizeof(float) && isNormal)
            RandomFill.Normal((float*)destination, count, in key, first);
        else if (_elementSize == sizeof(float))
            RandomFill.Uniform((float*)destination, count, in key, first);
        else if (isNormal)
            RandomFill.Normal((double*)destination, count, in key, first);
        else
            RandomFill.Uniform((double*)destination, count, in key, first);
    }

    /// <summary>Refuses stores that many synapses would make to one place; only contributions are combined.</summary>
    private void CheckStores(UpdateProgram program)
    {
        foreach (var store in program.Stores)
        {
            var operand = _operands[program.Slots.IndexOf(store.Target)];
            if (operand.Access.Kind == AccessKind.Uniform && operand.Role != OperandRole.Contribution)
            {
                throw new NotSupportedException(
                    $"{program.Name}: '{store.Target}' has one value for all synapses of the event, so that each would overwrite it.");
            }
        }
    }

    /// <summary>Where a member of the team keeps the random numbers of a run, and how many rows there is room for.</summary>
    private readonly record struct DrawnNumbers(NativeBuffer? Buffer, long Rows);

    /// <summary>What a slot is to the rows of a run.</summary>
    private enum OperandRole : byte
    {
        /// <summary>One value for the network or projection, or the past of the neuron all share, reached through an index.</summary>
        Shared,
        OwnNeuron,
        OwnDendrite,
        Synapse,
        OtherNeuron,
        OtherDendrite,
        Contribution,
        RandomRow,
        RandomOne,
        Count,
    }

    /// <summary>A slot of the program.</summary>
    private readonly record struct Operand(OperandRole Role, SlotAccess Access, SlotSource Source, int Stream = 0, bool IsNormal = false)
    {
        public static Operand Of(Slot slot, SynapseTraversal traversal, Func<Slot, SlotSource> source)
        {
            if (slot.Owner == SlotOwner.Random)
                return Random(slot);
            if (slot == ProjectionSlots.Psp)
                return new Operand(OperandRole.Contribution, SlotAccess.Uniform, default);
            var values = source(slot);
            var isSharedWeight = slot is { Owner: SlotOwner.Self, Locality: Locality.Local } && values.Column.Length == 1;
            if (slot.Locality == Locality.Global || slot.Owner == SlotOwner.Network || isSharedWeight)
                return new Operand(OperandRole.Shared, SlotAccess.Uniform, values);
            if (slot.Owner == SlotOwner.Self)
            {
                return slot.Locality == Locality.Local
                    ? new Operand(OperandRole.Synapse, traversal.Self, values)
                    : new Operand(traversal.IsByDendrite ? OperandRole.OwnDendrite : OperandRole.OtherDendrite, traversal.Dendrite, values);
            }

            var isOwn = (slot.Owner == SlotOwner.Post) == traversal.IsByDendrite;
            if (isOwn && values.IsWindow)
                return new Operand(OperandRole.Shared, SlotAccess.Indexed(SynapseTraversal.DelayArray), values);
            return isOwn
                ? new Operand(OperandRole.OwnNeuron, traversal.Own, values)
                : new Operand(OperandRole.OtherNeuron, traversal.Other, values);
        }

        private static Operand Random(Slot slot)
        {
            var mark = slot.Name.IndexOf('#', StringComparison.Ordinal);
            var stream = int.Parse(slot.Name.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture);
            var isNormal = slot.Name == SlotNames.NormalStream(stream);
            return slot.Locality != Locality.Global
                ? new Operand(OperandRole.RandomRow, SlotAccess.Row, default, stream, isNormal)
                : new Operand(OperandRole.RandomOne, SlotAccess.Uniform, default, stream, isNormal);
        }
    }
}
