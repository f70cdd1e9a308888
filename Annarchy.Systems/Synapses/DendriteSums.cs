using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>What the synapses of dendrites contribute, added up for each dendrite.</summary>
/// <param name="Dendrites">The dendrites.</param>
/// <param name="Contribution">The program of the psp.</param>
/// <param name="Targets">Columns that get the result of each dendrite.</param>
internal sealed unsafe record DendriteSums(SynapseTraversal Dendrites, SynapseBinding Contribution, Column[] Targets)
{
    /// <summary>Adds to the neurons of one of the members that share the dendrites.</summary>
    public void Add(int member, int members, int instance)
    {
        var (begin, end) = ((int)((long)Dendrites.RowCount * member / members), (int)((long)Dendrites.RowCount * (member + 1) / members));
        for (var row = begin; row < end; row++)
        {
            var rank = Dendrites.RankOf(row);
            if (Targets is [var only])
            {
                Contribution.RunRow(row, member, only.AddressOf(instance) + (rank * only.ElementSize));
                continue;
            }

            // Wide enough for a real of either precision.
            var combined = 0.0;
            Contribution.RunRow(row, member, (nint)(&combined));
            foreach (var target in Targets)
                target[rank, instance] += target.Precision == Precision.Single ? *(float*)&combined : combined;
        }
    }
}
