using Annarchy.Connectivity;
using Annarchy.Kernels.Emit;
using Annarchy.Populations;
using Annarchy.Programs;
using Annarchy.Projections;
using Annarchy.Synapses;

namespace Annarchy.Profiling;

/// <summary>What a system goes through in a step.</summary>
/// <param name="Visits">Neurons or synapses per step.</param>
/// <param name="Bytes">Bytes read and written for each of them.</param>
/// <param name="IsSynaptic">Whether they are synapses.</param>
internal readonly record struct SystemLoad(double Visits, double Bytes, bool IsSynaptic)
{
    /// <param name="system">A system of the pipeline.</param>
    /// <param name="owner">The population or projection it works for; null for the whole network.</param>
    /// <param name="spikesPerStep">Spikes that a population emits in a step.</param>
    public static SystemLoad Of(ISystem system, object? owner, Func<Population, double> spikesPerStep) => owner switch
    {
        Population population => OfNeurons(system, population),
        Projection projection => OfSynapses(system, projection, spikesPerStep),
        _ => default,
    };

    private static SystemLoad OfNeurons(ISystem system, Population population)
    {
        if (system is not NeuronUpdateSystem)
            return default;
        var precision = population.Network.Precision;
        var listing = new KernelListing(KernelShape.OfNeurons(population.Program.Local), precision, VectorWidths.Widest);
        return new SystemLoad(population.Size, listing.BytesReadPerRow + listing.BytesWrittenPerRow, IsSynaptic: false);
    }

    private static SystemLoad OfSynapses(ISystem system, Projection projection, Func<Population, double> spikesPerStep)
    {
        var connectivity = projection.Connectivity;
        var all = (double)connectivity.Count;
        var (pre, post) = (projection.Pre.Whole, projection.Post.Whole);
        var arriving = pre.IsSpiking ? spikesPerStep(pre) * all / connectivity.PreSize : 0.0;
        var emitted = post.IsSpiking ? spikesPerStep(post) * all / connectivity.PostSize : 0.0;
        var (program, psp) = (projection.Model?.Program, projection.Model?.Psp);
        return system switch
        {
            SynapseUpdateSystem => Through(program?.Updates.Local, all / projection.UpdatePeriod),
            PspSystem or SenderPspSystem or SharedPspSystem => Through(psp, all),
            _ when connectivity is SharedWeightConnectivity => new SystemLoad(all, 0.0, IsSynaptic: true),
            SpikeEventSystem { IsByDendrite: true } => Through(program?.Updates.PostSpike, emitted),
            SpikeEventSystem => Through(program?.Updates.PreSpike ?? program?.Updates.PreAxonSpike, arriving),
            DelayedEventSystem => Through(program?.Updates.PreSpike, arriving),
            StructuralSystem => default,
            _ when connectivity is BitmapConnectivity bitmap => new SystemLoad(arriving, BitmapBytes(bitmap), IsSynaptic: true),
            _ when pre.IsSpiking => new SystemLoad(arriving, TransmissionBytes(projection, updates: 2), IsSynaptic: true),
            _ => new SystemLoad(all, TransmissionBytes(projection, updates: 0), IsSynaptic: true),
        };

        SystemLoad Through(UpdateProgram? visited, double visits) =>
            new(visits, visited is null ? 0.0 : IndexBytes(connectivity) + ProgramBytes(visited, ElementSize(projection)), IsSynaptic: true);
    }

    /// <summary>Rank, weight and, for spikes, reading and writing the target.</summary>
    private static double TransmissionBytes(Projection projection, int updates)
    {
        var element = ElementSize(projection);
        var weight = projection.HasSingleWeight ? 0 : element;
        return projection.Targets.Count * (IndexBytes(projection.Connectivity) + weight + (updates * element));
    }

    /// <summary>A bit for every neuron a spike might reach, spread over those that it does.</summary>
    private static double BitmapBytes(BitmapConnectivity bitmap) => bitmap.SlotCount / 8.0 / Math.Max(bitmap.Count, 1L);

    private static double ProgramBytes(UpdateProgram program, int element)
    {
        var read = program.Nodes.Where(n => n.Op == Op.Read).Select(n => n.Slot!).Where(IsPerSynapse).Distinct().Count();
        return element * (read + program.Stores.Count(s => IsPerSynapse(s.Target)));
    }

    private static bool IsPerSynapse(Slot slot) =>
        slot is { Locality: Locality.Local, Owner: SlotOwner.Self or SlotOwner.Pre } || slot.Name.StartsWith("g_", StringComparison.Ordinal);

    private static int IndexBytes(SynapticConnectivity connectivity) =>
        connectivity is SparseConnectivity sparse ? sparse.Rows.ShortCells is null ? sizeof(int) : sizeof(ushort) : 0;

    private static int ElementSize(Projection projection) => projection.WeightColumn.ElementSize;
}
