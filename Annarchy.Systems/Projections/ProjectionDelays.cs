using Annarchy.Connectivity;
using Annarchy.Projections;

namespace Annarchy;

/// <content>Delays.</content>
public partial class Projection
{
    /// <summary>
    /// Delays, ms: one number if all synapses have the same, else one per synapse, dendrite after dendrite. They can be changed after the
    /// network is compiled, one for all or one per synapse as they were made; they are rounded to steps, at least one.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The network is not compiled, delays of single synapses are set where all have the same or the other way round, or rates were transmitted
    /// without delays so far.
    /// </exception>
    /// <exception cref="ArgumentException">There are not as many delays as synapses, or one is negative or not finite.</exception>
    public Values Delays
    {
        get
        {
            var connectivity = Connectivity;
            if (connectivity.UniformDelay is { } steps)
                return steps * Network.TimeStep;
            var all = new List<double>();
            for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
                all.AddRange(DelaysOf(dendrite));
            return Shaped([.. all]);
        }

        set
        {
            CheckOwnsSynapses();
            if (Connectivity.UniformDelay is { } present)
                SetUniformDelay(value, present);
            else
                SetDelays(value);
        }
    }

    /// <summary>Delays of a dendrite's synapses, ms.</summary>
    internal double[] DelaysOf(int dendrite)
    {
        var steps = new int[Connectivity.RowLength(dendrite)];
        Connectivity.CopyDelays(dendrite, steps);
        return Array.ConvertAll(steps, s => s * Network.TimeStep);
    }

    private void SetUniformDelay(Values value, int present)
    {
        if (!value.IsScalar)
            throw new InvalidOperationException($"Projection {Label}: all synapses have the same delay; single ones cannot be changed.");
        var steps = DelaySteps.From(value.Scalar, Network.TimeStep, Label);
        if (Connectivity.Order == StorageOrder.ByPre)
            Pre.Whole.RequireSpikeDelay(steps);
        if (steps > 1 && ReadsPast)
        {
            if (present == 1 && !HadDelays)
                throw new InvalidOperationException($"Projection {Label}: rates were transmitted without delays so far; it is too late for them.");
            RequirePast(steps);
        }

        HadDelays |= present > 1;
        Connectivity.UniformDelay = steps;
        foreach (var borrower in Borrowers)
            borrower.FollowDelay(steps);
    }

    /// <summary>Takes over the delay that the owner of the synapses gave them.</summary>
    private void FollowDelay(int steps)
    {
        if (Connectivity.Order == StorageOrder.ByPre)
            Pre.Whole.RequireSpikeDelay(steps);
        if (ReadsPast)
            RequirePast(steps);
        Connectivity.UniformDelay = steps;
    }

    private void SetDelays(Values value)
    {
        var connectivity = (SparseConnectivity)Connectivity;
        if (value.Distribution is { } distribution)
            value = Network.DrawAssigned(distribution, connectivity.Rows.Count);
        if (value.Count != connectivity.Count)
        {
            throw new ArgumentException(
                $"Projection {Label}: {connectivity.Count} synapses have their own delays; {value.Count} were given.", nameof(value));
        }

        BeforeChange();
        var steps = value.Select(ms => DelaySteps.From(ms, Network.TimeStep, Label)).ToArray();
        var longest = steps.Max();
        DelayLine?.EnsureDepth(longest);
        if (ReadsPast)
            RequirePast(longest);
        var next = 0;
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
        {
            foreach (var pre in connectivity.PreRanks(dendrite))
                SetDelay(connectivity, dendrite, pre, steps[next++]);
        }
    }

    private void SetDelay(SparseConnectivity connectivity, int dendrite, int pre, int steps)
    {
        if (connectivity.Rows.Delays is null)
        {
            connectivity.SetDelay((int)connectivity.FindSlot(dendrite, pre), steps);
            return;
        }

        // Rows are in the order of delays: the synapse moves to its new place with all its values.
        var columns = SlotColumns;
        connectivity.PrepareChanges(columns);
        var old = (int)connectivity.FindSlot(dendrite, pre);
        if (connectivity.Rows.DelayAt(old) == steps)
            return;
        var values = Array.ConvertAll(columns, c => c[old]);
        connectivity.Prune(dendrite, pre, old, columns);
        var slot = connectivity.Create(dendrite, pre, steps, columns);
        for (var i = 0; i < columns.Length; i++)
            columns[i][slot] = values[i];
    }
}
