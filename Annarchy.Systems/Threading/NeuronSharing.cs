using Annarchy.Programs;

namespace Annarchy.Threading;

/// <summary>
/// Decides which member of a team works on which neurons, by a guess of what they cost: large populations are split, small ones stay whole and go to
/// whoever has least to do.
/// </summary>
internal static class NeuronSharing
{
    /// <summary>Nanoseconds of work per step that are worth meeting another member.</summary>
    private const double WorthMeeting = 4000.0;

    /// <summary>Nanoseconds a node of an equation takes for a neuron, among others in a vector.</summary>
    private const double NodeTime = 0.012;

    /// <summary>What an elementary function costs beside an addition.</summary>
    private const double FunctionNodes = 12.0;

    /// <summary>What a random number costs beside an addition.</summary>
    private const double DrawNodes = 60.0;

    /// <summary>Nanoseconds of a synapse that a spike goes through.</summary>
    private const double EventTime = 1.0;

    /// <summary>Spikes per neuron and ms.</summary>
    private const double TypicalRate = 0.01;

    /// <summary>Shares the neurons of all populations of a network whose synapses exist.</summary>
    public static void Plan(Network network)
    {
        var threads = network.Threads;
        var costs = network.Populations.Select(p => (Population: p, Cost: CostOf(p))).OrderByDescending(p => p.Cost).ToList();
        if (threads == 1 || network.OnDevice is not null || costs.Sum(p => p.Cost) < WorthMeeting)
            return;
        var loads = new double[threads];
        foreach (var (population, cost) in costs)
        {
            var members = (int)Math.Min(cost / (WorthMeeting / 2.0), threads);
            if (members > 1)
            {
                population.Shares = NeuronShares.Equal(population.Size, members);
                for (var member = 0; member < members; member++)
                    loads[member] += cost / members;
                continue;
            }

            var least = Array.IndexOf(loads, loads.Min());
            population.Shares = NeuronShares.Whole(population.Size, least);
            loads[least] += cost;
        }
    }

    private static double CostOf(Population population)
    {
        var local = population.Program.Local;
        var nodes = local.Nodes.Sum(n => n switch
        {
            { Op: Op.Gamma or Op.Binomial } or { Slot.Owner: SlotOwner.Random } => DrawNodes,
            { Op: >= Op.Power and <= Op.Tanh and not Op.SquareRoot } => FunctionNodes,
            _ => 1.0,
        });
        var events = population.Network.Projections
            .Where(p => ReferenceEquals(p.Post.Whole, population) && p.Pre.Whole.IsSpiking)
            .Sum(p => (double)p.Connectivity.Count) * TypicalRate * population.Network.TimeStep;
        return (population.Size * nodes * NodeTime) + (events * EventTime);
    }
}
