using Annarchy.Kernels;
using Annarchy.Populations;
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
    SumsAhead? ahead) : ISystem, ITeamWork, IDisposable
{
    private readonly ThreadTeam _team = projection.Network.Team;
    private SynapseBinding? _binding;
    private SumsAhead? _ahead;
    private int _members;

    public string Name => $"update of {projection.Label}";

    public void Update(in StepContext context)
    {
        if (!projection.IsTransmitting || !projection.Update || (context.Step - projection.UpdateOffset) % projection.UpdatePeriod != 0)
            return;
        var seed = projection.Network.StreamSeed;
        projection.SetUpdateInterval();
        var none = default(KernelSpikes);
        (projection.Plasticity ? global.Plastic : global.Frozen)?.Run(0, 0, 1, seed, context.Step, ref none);
        if (dendrites.Choose(projection.Plasticity) is { } perDendrite)
        {
            perDendrite.Prepare(seed, context.Step);
            perDendrite.RunRow(0);
        }

        _binding = local.Choose(projection.Plasticity);
        if (_binding is null)
            return;
        _binding.Prepare(seed, context.Step);
        _ahead = projection.Plasticity ? ahead : null;
        _ahead?.Begin(context.Step);
        _members = _binding.MembersFor(projection.Connectivity.Count, _team);
        _team.Run(this, _members);
    }

    public void Execute(int member)
    {
        var (begin, end) = ((int)((long)rows.RowCount * member / _members), (int)((long)rows.RowCount * (member + 1) / _members));
        for (var row = begin; row < end; row++)
            _binding!.RunRow(row, _ahead is null ? 0 : _ahead.AddressOf(row));
    }

    public void Dispose()
    {
        global.Plastic?.Dispose();
        global.Frozen?.Dispose();
        dendrites.Dispose();
        local.Dispose();
    }
}
