using Annarchy.Replication;
using Annarchy.Threading;

namespace Annarchy.Synapses;

/// <summary>Adds up what the synapses of each dendrite contribute.</summary>
internal sealed class PspSystem(Projection projection, DendriteSums sums) : IInstanceSystem, ITeamWork, IDisposable
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
        sums.Contribution.Prepare(step);
        _members = SynapseBinding.MembersFor(projection.Connectivity.Count, _team);
        _team.Run(this, _members);
    }

    public void Execute(int member) => sums.Add(member, _members, _instance);

    public void Dispose() => sums.Contribution.Dispose();
}
