using Annarchy.Connectivity;
using Annarchy.Projections;

namespace Annarchy.Devices;

/// <summary>
/// A way of a kernel through the synapses of a projection. It defines names: for a <c>row</c> the range <c>begin</c> to <c>end</c> of its entries, for
/// an entry <c>e</c> the <c>slot</c> of the synapse, the ranks <c>pre</c> and <c>post</c>, the <c>dendrite</c> and the <c>element</c> of random draws.
/// </summary>
internal abstract class SynapseRows(SynapseArrays arrays)
{
    protected SynapseArrays Arrays { get; } = arrays;

    public abstract int Count { get; }

    /// <summary>Defines what belongs to a row.</summary>
    public abstract void PrintRow(KernelText text);

    /// <summary>Defines what belongs to an entry; <c>continue</c> skips what is no synapse.</summary>
    public abstract void PrintEntry(KernelText text);

    /// <summary>By dendrites.</summary>
    /// <param name="arrays">Who is connected.</param>
    /// <param name="drawsBySlot">Whether random draws belong to slots although rows do not follow them, since the host goes another way.</param>
    public static SynapseRows ByDendrites(SynapseArrays arrays, bool drawsBySlot) => arrays switch
    {
        { IsDense: true } => new DenseDendriteRows(arrays, drawsBySlot),
        { Connectivity: SharedWeightConnectivity or TransposedConnectivity } => new IndexedDendriteRows(arrays, drawsBySlot),
        { Connectivity.Order: StorageOrder.ByPost } => new StoredDendriteRows(arrays),
        _ => new IndexedDendriteRows(arrays, drawsBySlot),
    };

    /// <summary>In the order of memory.</summary>
    public static SynapseRows Stored(SynapseArrays arrays) => arrays switch
    {
        { Connectivity.Order: StorageOrder.ByPost } => ByDendrites(arrays, drawsBySlot: true),
        { IsDense: true } => new DenseSenderRows(arrays),
        _ => new SenderRows(arrays),
    };

    protected void PrintDendrite(KernelText text)
    {
        text.Line("const i32 dendrite = row;");
        text.Line(Arrays.IsWhole ? "const i32 post = row;" : $"const i32 post = {Arrays.PostRanks(text)}[row];");
    }
}

/// <summary>Dendrites of sparse synapses stored by dendrite.</summary>
internal sealed class StoredDendriteRows(SynapseArrays arrays) : SynapseRows(arrays)
{
    public override int Count => Arrays.Connectivity.Size;

    public override void PrintRow(KernelText text)
    {
        PrintDendrite(text);
        text.Line($"const i32 begin = {Arrays.Begins(text)}[row], end = {Arrays.Ends(text)}[row];");
    }

    public override void PrintEntry(KernelText text)
    {
        var stride = Arrays.Sparse.Rows.Stride;
        text.Line($"const i32 slot = e, element = e, cell = {Arrays.Cells(text)}[e];");
        text.Line(stride == 0 ? "const i32 pre = cell;" : $"const i32 pre = cell % {text.Number(() => stride)};");
    }
}

/// <summary>Dendrites of synapses that lie elsewhere: stored by pre-synaptic neuron, transposed, or with shared weights.</summary>
internal sealed class IndexedDendriteRows(SynapseArrays arrays, bool drawsBySlot) : SynapseRows(arrays)
{
    public override int Count => Arrays.Connectivity.Size;

    public override void PrintRow(KernelText text)
    {
        PrintDendrite(text);
        text.Line($"const i32 begin = {Arrays.EntryBegins(text)}[row], end = {Arrays.EntryBegins(text)}[row + 1];");
    }

    public override void PrintEntry(KernelText text)
    {
        text.Line($"const i32 slot = {Arrays.EntrySlots(text)}[e], pre = {Arrays.EntryRanks(text)}[e];");
        text.Line($"const i32 element = {(drawsBySlot ? "slot" : "e")};");
    }
}

/// <summary>What pre-synaptic neurons send through sparse synapses stored by pre-synaptic neuron.</summary>
internal sealed class SenderRows(SynapseArrays arrays) : SynapseRows(arrays)
{
    public override int Count => Arrays.Connectivity.PreSize;

    public override void PrintRow(KernelText text)
    {
        text.Line("const i32 pre = row;");
        text.Line($"const i32 begin = {Arrays.Begins(text)}[row], end = {Arrays.Ends(text)}[row];");
    }

    public override void PrintEntry(KernelText text)
    {
        text.Line($"const i32 slot = e, element = e, post = {Arrays.Cells(text)}[e];");
        text.Line(Arrays.IsWhole ? "const i32 dendrite = post;" : $"const i32 dendrite = {Arrays.DendriteOfRank(text)}[post];");
    }
}

/// <summary>Dendrites of dense synapses.</summary>
internal sealed class DenseDendriteRows(SynapseArrays arrays, bool drawsBySlot) : SynapseRows(arrays)
{
    public override int Count => Arrays.Connectivity.Size;

    public override void PrintRow(KernelText text)
    {
        PrintDendrite(text);
        text.Line($"const i32 begin = 0, end = {text.Number(() => (int)Arrays.Dense.PreNeurons.Length)};");
    }

    public override void PrintEntry(KernelText text)
    {
        var stride = text.Number(() => (int)Arrays.Dense.RowLengthPadded);
        var isByPost = Arrays.Connectivity.Order == StorageOrder.ByPost;
        text.Line($"const i32 pre = {Arrays.PreNeurons(text)}[e];");
        if (Arrays.Dense.ExcludesSelf)
            text.Line("if (pre == post) continue;");
        text.Line(isByPost ? $"const i64 slot = (i64)row * {stride} + e;" : $"const i64 slot = (i64)e * {stride} + row;");
        text.Line(isByPost || drawsBySlot ? "const i32 element = (i32)slot;" : "const i32 element = row * end + e;");
    }
}

/// <summary>What pre-synaptic neurons send through dense synapses stored by pre-synaptic neuron.</summary>
internal sealed class DenseSenderRows(SynapseArrays arrays) : SynapseRows(arrays)
{
    public override int Count => (int)Arrays.Dense.PreNeurons.Length;

    public override void PrintRow(KernelText text)
    {
        text.Line($"const i32 pre = {Arrays.PreNeurons(text)}[row];");
        text.Line($"const i32 begin = 0, end = {text.Number(() => Arrays.Connectivity.Size)};");
    }

    public override void PrintEntry(KernelText text)
    {
        text.Line("const i32 dendrite = e;");
        text.Line(Arrays.IsWhole ? "const i32 post = e;" : $"const i32 post = {Arrays.PostRanks(text)}[e];");
        if (Arrays.Dense.ExcludesSelf)
            text.Line("if (pre == post) continue;");
        text.Line($"const i64 slot = (i64)row * {text.Number(() => (int)Arrays.Dense.RowLengthPadded)} + e;");
        text.Line("const i32 element = (i32)slot;");
    }
}
