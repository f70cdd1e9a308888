using Annarchy.Connectivity;

namespace Annarchy.Tests.Connectivity;

/// <summary>Synapses read back one by one through the door users have.</summary>
internal static class StoredSynapses
{
    public readonly record struct Entry(int Post, int Pre, double Weight, int Delay);

    public static List<Entry> Read(BuiltSynapses built)
    {
        var entries = new List<Entry>();
        var connectivity = built.Connectivity;
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
        {
            var length = connectivity.RowLength(dendrite);
            var pre = new int[length];
            var slots = new long[length];
            var delays = new int[length];
            connectivity.CopyPreRanks(dendrite, pre);
            connectivity.CopySlots(dendrite, slots);
            connectivity.CopyDelays(dendrite, delays);
            for (var i = 0; i < length; i++)
            {
                var weight = built.Weights[built.HasSingleWeight ? 0 : slots[i]];
                entries.Add(new Entry(connectivity.PostRanks[dendrite], pre[i], weight, delays[i]));
            }
        }

        return entries;
    }

    public static BuildOptions Options(
        StorageOrder order = StorageOrder.ByPost,
        StorageFormat format = StorageFormat.Automatic,
        bool singleWeight = false,
        int threads = 1,
        Precision precision = Precision.Double,
        double timeStep = 1.0) => new("proj0", order, format, precision, timeStep, singleWeight, threads);
}
