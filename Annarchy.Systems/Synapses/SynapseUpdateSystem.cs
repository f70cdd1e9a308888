using Annarchy.Kernels;
using Annarchy.Populations;
using Annarchy.Replication;
using Annarchy.Threading;

namespace Annarchy.Synapses;

/// <summary>
/// Clock-driven equations of synapses, evaluated once every learning period: those of the projection, then of dendrites, then of single
/// synapses.
/// </summary>
/// <param name="projection">The projection.</param>
/// <param name="rows">Its synapses, as they are stored.</param>
/// <param name="global">The programs of the projection.</param>
/// <param name="dendrites">Those of dendrites.</param>
/// <param name="local">Those of synapses.</param>
/// <param name="ahead">The weighted sums of the next step, which the plastic program of synapses makes too; null if it does not.</param>
internal sealed class SynapseUpdateSystem(
    Projection projection,
    SynapseTraversal rows,
    (ProgramBinding? Plastic, ProgramBinding? Frozen) global,
    SwitchedBinding dendrites,
    SwitchedBinding local,
    SumsAhead? ahead) : IInstanceSystem, ITeamWork, IDisposable
{
    private readonly ThreadTeam _team = projection.Network.Team;
    private SynapseBinding? _binding;
    private SumsAhead? _ahead;
    private int _members;

    public string Name => $"update of {projection.Label}";

    public void Update(in StepContext context) => Run(InstanceStep.Of(projection.Network, context));

    public void Run(in InstanceStep step)
    {
        if (!projection.IsTransmitting || !projection.Update || (step.Step - projection.UpdateOffset) % projection.UpdatePeriod != 0)
            return;
        projection.SetUpdateInterval();
        var none = default(KernelSpikes);
        if ((projection.Plasticity ? global.Plastic : global.Frozen) is { } shared)
        {
            shared.MoveTo(step.Instance);
            shared.Run(0, 0, 1, step.Seed, step.Step, ref none);
        }

        if (dendrites.Choose(projection.Plasticity) is { } perDendrite)
        {
            perDendrite.Prepare(step);
            perDendrite.RunRow(0);
        }

        _binding = local.Choose(projection.Plasticity);
        if (_binding is null)
            return;
        _binding.Prepare(step);
        _ahead = projection.Plasticity ? ahead : null;
        _ahead?.Begin(step.Step);
        _members = SynapseBinding.MembersFor(projection.Connectivity.Count, _team);
        _team.Run(this, _members);
    }

    public void Execute(int member)
    {
        var (begin, end) = ((int)((long)rows.RowCount * member / _members), (int)((long)rows.RowCount * (member + 1) / _members));
        for (var row = begin; row < end; row++)
            _binding!.RunRow(row, member, _ahead is null ? 0 : _ahead.AddressOf(row));
    }

    public void Dispose()
    {
        global.Plastic?.Dispose();
        global.Frozen?.Dispose();
        dendrites.Dispose();
        local.Dispose();
    }
}
