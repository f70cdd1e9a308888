using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Synapses;

/// <summary>Adds up what the synapses of each dendrite contribute.</summary>
/// <param name="projection">The projection.</param>
/// <param name="dendrites">Its dendrites.</param>
/// <param name="contribution">The program of the psp.</param>
/// <param name="targets">Columns that get the result of each dendrite.</param>
internal sealed unsafe class PspSystem(Projection projection, SynapseTraversal dendrites, SynapseBinding contribution, Column[] targets)
    : IInstanceSystem, ITeamWork, IDisposable
{
    private readonly ThreadTeam _team = projection.Network.Team;
    private int _members;
    private int _instance;

    public string Name => $"contributions of {projection.Label}";

    public void Update(in StepContext context) => Run(InstanceStep.Of(projection.Network, context));

    public void Run(in InstanceStep step)
    {
        if (!projection.IsTransmitting)
            return;
        _instance = step.Instance;
        contribution.Prepare(step);
        _members = contribution.MembersFor(projection.Connectivity.Count, _team);
        _team.Run(this, _members);
    }

    public void Execute(int member)
    {
        var (begin, end) = ((int)((long)dendrites.RowCount * member / _members), (int)((long)dendrites.RowCount * (member + 1) / _members));
        for (var row = begin; row < end; row++)
        {
            var rank = dendrites.RankOf(row);
            if (targets is [var only])
            {
                contribution.RunRow(row, only.AddressOf(_instance) + (rank * only.ElementSize));
                continue;
            }

            // Wide enough for a real of either precision.
            var combined = 0.0;
            contribution.RunRow(row, (nint)(&combined));
            foreach (var target in targets)
                target[rank, _instance] += target.Precision == Precision.Single ? *(float*)&combined : combined;
        }
    }

    public void Dispose() => contribution.Dispose();
}
