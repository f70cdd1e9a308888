using System.Collections.Immutable;
using Annarchy.Kernels;
using Annarchy.Models;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>
/// A random sparse projection in two copies: runs a synapse program over a dendrite or over the synapses of a pre-synaptic neuron with
/// a kernel on one and with the reference on the other.
/// </summary>
internal sealed unsafe class SynapseProjection : IDisposable
{
    public const int PreSize = 60;
    public const int PostSize = 25;

    private readonly ISynapseKernelBackend _backend;
    private readonly Reduction _reduction;
    private readonly Random _random = new(20);
    private readonly List<(int Pre, int Post)> _synapses = [];
    private readonly Dictionary<Slot, (Column Kernel, Column Reference)> _columns = [];

    public SynapseProjection(SynapseProgram program, ISynapseKernelBackend backend, Reduction reduction = Reduction.Sum)
    {
        (Program, _backend, _reduction) = (program, backend, reduction);
        for (var post = 0; post < PostSize; post++)
        {
            for (var pre = 0; pre < PreSize; pre++)
            {
                if (_random.Next(2) == 0)
                    _synapses.Add((pre, post));
            }
        }
    }

    public SynapseProgram Program { get; }

    /// <summary>Whether slots are in the order of dendrites rather than of pre-synaptic neurons.</summary>
    public bool IsStoredByDendrite { get; init; } = true;

    /// <summary>Number of the step that programs read.</summary>
    public int Step
    {
        set
        {
            var (kernel, reference) = ColumnsOf(NetworkSlots.Step);
            kernel[0] = reference[0] = value;
        }
    }

    public void OverDendrites(UpdateProgram program)
    {
        for (var post = 0; post < PostSize; post++)
            OverDendrite(program, post);
    }

    public void OverDendrite(UpdateProgram program, int post) => Run(
        program, SynapseAccess.OverDendrite(program, IsStoredByDendrite), Synapses().Index().Where(s => s.Item.Post == post), 0, post);

    public void OverAxon(UpdateProgram program, int pre) => Run(
        program, SynapseAccess.OverAxon(program, !IsStoredByDendrite), Synapses().Index().Where(s => s.Item.Pre == pre), pre, 0);

    /// <summary>Runs a semiglobal program, whose rows are dendrites.</summary>
    public void AllDendrites(UpdateProgram program) =>
        Run(program, SynapseAccess.OverDendrites(program), Enumerable.Range(0, PostSize).Select(d => (d, (0, d))), 0, 0);

    /// <summary>Both copies hold the same values, but for rounding.</summary>
    public void AssertAgrees(double tolerance)
    {
        foreach (var (slot, (kernel, reference)) in _columns)
        {
            for (var row = 0; row < kernel.Length; row++)
            {
                var (a, e) = (kernel[row], reference[row]);
                Assert.True(e.Equals(a) || Math.Abs(e - a) <= tolerance * Math.Max(Math.Abs(e), 1e-3), $"{slot}[{row}]: {a:R}, not {e:R}");
            }
        }
    }

    public void Dispose()
    {
        foreach (var (kernel, reference) in _columns.Values)
        {
            kernel.Dispose();
            reference.Dispose();
        }
    }

    private IEnumerable<(int Pre, int Post)> Synapses() => IsStoredByDendrite ? _synapses : _synapses.OrderBy(s => s.Pre);

    private void Run(
        UpdateProgram program, ImmutableArray<SlotAccess> access, IEnumerable<(int Slot, (int Pre, int Post) Ends)> rows, int pre, int post)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
            return;
        var isConsecutive = !access.Contains(SlotAccess.Indexed(SynapseIndex.Slots));
        var begin = isConsecutive ? all[0].Slot : 0;
        var indices = new int[SynapseIndex.Count][];
        indices[SynapseIndex.PreRanks] = [.. new int[begin], .. all.Select(r => r.Ends.Pre)];
        indices[SynapseIndex.PostRanks] = [.. new int[begin], .. all.Select(r => r.Ends.Post)];
        indices[SynapseIndex.Dendrites] = indices[SynapseIndex.PostRanks];
        indices[SynapseIndex.Slots] = [.. new int[begin], .. all.Select(r => r.Slot)];
        var columns = program.Slots.Select(ColumnsOf).ToArray();
        SynapseReference.Run(
            program, access, _reduction, [.. columns.Select(c => c.Reference)], indices, begin, begin + all.Length, uniform: Element);

        var kernel = _backend.Compile(program, access, _reduction, Precision.Double);
        var addresses = new nint[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var first = access[i].Kind == AccessKind.Uniform ? Element(program.Slots[i]) : 0;
            addresses[i] = columns[i].Kernel.Address + (first * sizeof(double));
        }

        fixed (nint* at = addresses)
        fixed (int* i0 = indices[0], i1 = indices[1], i2 = indices[2], i3 = indices[3])
        {
            var index = stackalloc int*[] { i0, i1, i2, i3 };
            kernel.Run(at, index, begin, begin + all.Length, null);
        }

        int Element(Slot slot) => slot switch
        {
            { Locality: Locality.Global } => 0,
            { Owner: SlotOwner.Pre } => pre,
            _ => post,
        };
    }

    /// <summary>The column of a slot in both copies, made with random values when it is first asked for.</summary>
    private (Column Kernel, Column Reference) ColumnsOf(Slot slot)
    {
        if (_columns.TryGetValue(slot, out var columns))
            return columns;
        var rows = slot switch
        {
            { Locality: Locality.Global } => 1,
            { Owner: SlotOwner.Pre } => PreSize,
            { Owner: SlotOwner.Post } or { Locality: Locality.Semiglobal } => PostSize,
            _ when slot == ProjectionSlots.Psp => PostSize,
            _ => _synapses.Count + Column.RowPadding,
        };
        columns = (
            new Column(slot.Name, slot.Kind, Precision.Double, rows), new Column(slot.Name, slot.Kind, Precision.Double, rows));
        for (var row = 0; row < rows; row++)
        {
            columns.Kernel[row] = columns.Reference[row] =
                slot.Kind == AttributeKind.Real ? 0.1 + _random.NextDouble() : SlotNames.NeverSpiked;
        }

        _columns.Add(slot, columns);
        return columns;
    }
}
