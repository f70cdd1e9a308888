using Annarchy.Connectivity;
using Annarchy.Projections;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>Who is connected with whom, as arrays on the device; made when a kernel asks for them, and again when synapses were created or pruned.</summary>
internal sealed unsafe class SynapseArrays(OnDevice device, Projection projection)
{
    private readonly Dictionary<string, ConstantBlock> _arrays = new(StringComparer.Ordinal);
    private readonly SynapticConnectivity _connectivity = projection.Connectivity;
    private (int[] Begin, int[] Ranks, int[] Slots)? _listed;
    private int _version = VersionOf(projection.Connectivity);
    private int? _uniformDelay = projection.Connectivity.UniformDelay;

    public SynapticConnectivity Connectivity => _connectivity;

    public DenseConnectivity Dense => (DenseConnectivity)_connectivity;

    public SparseConnectivity Sparse => (SparseConnectivity)_connectivity;

    public bool IsDense => _connectivity is DenseConnectivity;

    /// <summary>Whether every neuron of the post-synaptic population has a dendrite.</summary>
    public bool IsWhole => _connectivity.Size == _connectivity.PostSize;

    /// <summary>Has launches prepared anew if delays or synapses have changed.</summary>
    public void Refresh()
    {
        var version = VersionOf(_connectivity);
        if (version == _version && _connectivity.UniformDelay == _uniformDelay)
            return;
        (_version, _uniformDelay) = (version, _connectivity.UniformDelay);
        foreach (var array in _arrays.Values)
            device.Memory.Free(array);
        _arrays.Clear();
        device.Memory.Invalidate();
    }

    /// <summary>Where the slots of each stored row begin.</summary>
    public string Begins(KernelText text) => Array(text, "begin", "i32", () => Constant(Sparse.Rows.Bounds.Begin, Sparse.Rows.RowCount));

    /// <summary>Where they end.</summary>
    public string Ends(KernelText text) => Array(text, "end", "i32", () => Constant(Sparse.Rows.Bounds.End, Sparse.Rows.RowCount));

    /// <summary>The other end of each slot.</summary>
    public string Cells(KernelText text) => Array(text, "cells", "i32", () => Constant(Sparse.Rows.Cells.Pointer, Sparse.Rows.SlotCount));

    /// <summary>The delay of each slot, where rows are in their order.</summary>
    public string Delays(KernelText text) => Array(text, "delays", "u16", () => Constant(Sparse.Rows.Delays!.Pointer, Sparse.Rows.SlotCount));

    /// <summary>The rank of each dendrite.</summary>
    public string PostRanks(KernelText text) => Array(text, "post", "i32", () => Constant(_connectivity.PostRanks.Pointer, _connectivity.Size));

    /// <summary>The dendrite of each post-synaptic rank, or -1.</summary>
    public string DendriteOfRank(KernelText text) => Array(text, "dendrites", "i32", () => Inverse(_connectivity.PostRanks, _connectivity.PostSize));

    /// <summary>Of synapses not stored by dendrite, where the entries of each dendrite begin.</summary>
    public string EntryBegins(KernelText text) => Array(text, "entry begin", "i32", () => _connectivity switch
    {
        SharedWeightConnectivity => device.Memory.Constant<int>(List().Begin),
        TransposedConnectivity transposed => Constant(transposed.Begin),
        _ => Constant(Sparse.Dendrites.Begin),
    });

    /// <summary>The slot of each entry.</summary>
    public string EntrySlots(KernelText text) => Array(text, "entry slots", "i32", () => _connectivity switch
    {
        SharedWeightConnectivity => device.Memory.Constant<int>(List().Slots),
        TransposedConnectivity transposed => Constant(transposed.Slots),
        _ => Constant(Sparse.Dendrites.AllSlots),
    });

    /// <summary>The pre-synaptic rank of each entry; one past the last where a shared weight meets what is outside of the population.</summary>
    public string EntryRanks(KernelText text) => Array(text, "entry ranks", "i32", () => _connectivity switch
    {
        SharedWeightConnectivity => device.Memory.Constant<int>(List().Ranks),
        TransposedConnectivity transposed => Constant(transposed.Ranks),
        _ => Constant(Sparse.Dendrites.AllPreRanks),
    });

    /// <summary>Where the marks of each dendrite begin, in words of 32.</summary>
    public string MarkBegins(KernelText text) => Array(text, "mark begin", "i32", () => device.Memory.Constant<int>(MarksOfDendrites()));

    /// <summary>The mark of each slot.</summary>
    public string MarkOfSlot(KernelText text) => Array(text, "marks", "u32", () => device.Memory.Constant<uint>(MarksOfSlots()));

    /// <summary>The ranks of the pre-synaptic neurons of dense synapses.</summary>
    public string PreNeurons(KernelText text) => Array(text, "pre", "i32", () => Constant(Dense.PreNeurons.Pointer, Dense.PreNeurons.Length));

    /// <summary>The place of each pre-synaptic rank among them, or -1.</summary>
    public string PlaceOfRank(KernelText text) => Array(text, "places", "i32", () => Inverse(Dense.PreNeurons, _connectivity.PreSize));

    /// <summary>Words of marks: a mark per synapse, or per pre-synaptic neuron where all are connected.</summary>
    public int MarkWords() => IsDense ? ((int)Dense.PreNeurons.Length + 31) / 32 : MarksOfDendrites()[^1];

    private static int VersionOf(SynapticConnectivity connectivity) => connectivity switch
    {
        SparseConnectivity sparse => sparse.Version + sparse.DelayVersion,
        TransposedConnectivity transposed => VersionOf(transposed.Original),
        _ => 0,
    };

    private string Array(KernelText text, string name, string type, Func<ConstantBlock> make) => text.Block((this, name), type, () =>
    {
        if (!_arrays.TryGetValue(name, out var array))
            _arrays.Add(name, array = make());
        return array;
    });

    private ConstantBlock Constant<T>(T* values, long count)
        where T : unmanaged => device.Memory.Constant(new ReadOnlySpan<T>(values, checked((int)count)));

    private ConstantBlock Constant(NativeArray<int> values) => Constant(values.Pointer, values.Length);

    /// <summary>The synapses of a rule, which the host computes whenever it needs them.</summary>
    private (int[] Begin, int[] Ranks, int[] Slots) List()
    {
        if (_listed is { } known)
            return known;
        var shared = (SharedWeightConnectivity)_connectivity;
        var (ranksOfRow, slotsOfRow) = (new int[shared.Rule.MaxRowLength], new int[shared.Rule.MaxRowLength]);
        var begin = new int[shared.Size + 1];
        var (ranks, slots) = (new List<int>(), new List<int>());
        for (var dendrite = 0; dendrite < shared.Size; dendrite++)
        {
            var length = shared.CopyChecked(shared.PostRanks[dendrite], ranksOfRow, slotsOfRow);
            ranks.AddRange(ranksOfRow.AsSpan(0, length));
            slots.AddRange(slotsOfRow.AsSpan(0, length));
            begin[dendrite + 1] = ranks.Count;
        }

        _listed = (begin, [.. ranks], [.. slots]);
        return _listed.Value;
    }

    private ConstantBlock Inverse(NativeArray<int> ranks, int size)
    {
        var places = new int[size];
        System.Array.Fill(places, -1);
        for (var place = 0; place < ranks.Length; place++)
            places[ranks[place]] = place;
        return device.Memory.Constant<int>(places);
    }

    private int[] MarksOfDendrites()
    {
        var begin = new int[_connectivity.Size + 1];
        for (var dendrite = 0; dendrite < _connectivity.Size; dendrite++)
            begin[dendrite + 1] = checked(begin[dendrite] + ((Sparse.RowLength(dendrite) + 31) / 32));
        return begin;
    }

    private uint[] MarksOfSlots()
    {
        var begin = MarksOfDendrites();
        var marks = new uint[Sparse.Rows.SlotCount];
        for (var dendrite = 0; dendrite < _connectivity.Size; dendrite++)
        {
            var mark = (uint)begin[dendrite] * 32;
            foreach (var slot in Sparse.Dendrites.Slots(dendrite))
                marks[slot] = mark++;
        }

        return marks;
    }
}
