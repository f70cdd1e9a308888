using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// Synapses appear between neurons that fire together and go where they are idle: a population whose four groups are shown one after the
/// other begins with random connections and ends with connections within the groups.
/// </summary>
internal sealed class StructuralPlasticity : IExample
{
    private const int Groups = 4;
    private const int Neurons = 80;

    public string Name => "structural-plasticity";

    public string Description => "Synapses are created between neurons that fire together, and pruned where they do not";

    public void Run(string[] args)
    {
        var rewiring = new Synapse(
            parameters: "T = 0.5 : projection\npatience = 400 : projection, int",
            equations: "idle = ite(pre.r * post.r > T, 0, idle + 1) : int",
            creating: new Creating("pre.r * post.r > T", proba: 0.002, w: 1.0),
            pruning: new Pruning("idle > patience", proba: 0.02));
        using var net = new Network(dt: 1.0, seed: 5);
        var shown = net.Create(new TimedArray(Neurons, [.. Enumerable.Range(0, Groups).Select(Group)], schedule: 50.0, period: 50.0 * Groups));
        var population = net.Create(Neurons, new Neuron(equations: "r = sum(input) + 0.0 * sum(lateral)"));
        net.Connect(shown, population, "input").OneToOne(weights: 1.0);
        var lateral = net.Connect(population, population, "lateral", rewiring).FixedProbability(0.1, weights: 1.0);
        net.Compile();

        Console.WriteLine("  time   synapses   within groups");
        var (seconds, inside, outside) = (new List<double>(), new List<double>(), new List<double>());
        Report();
        Picture.Write(Matrix(lateral, "before"), "structural-plasticity-before");
        lateral.StartCreating(period: 10.0);
        lateral.StartPruning(period: 10.0);
        for (var i = 0; i < 20; i++)
        {
            net.Simulate(500.0);
            Report();
        }

        Picture.Write(Matrix(lateral, "after 10 s"), "structural-plasticity-after");
        Picture.Write(
            new TracePlot { Title = "Synapses that come and go", XLabel = "time (s)", YLabel = "synapses" }
                .Add([.. seconds], [.. inside], "within groups")
                .Add([.. seconds], [.. outside], "between groups"),
            "structural-plasticity");

        void Report()
        {
            var within = lateral.Sum(dendrite => dendrite.PreRanks.Count(pre => pre * Groups / Neurons == dendrite.Rank * Groups / Neurons));
            seconds.Add(net.Time / 1000.0);
            inside.Add(within);
            outside.Add(lateral.NbSynapses - within);
            Console.WriteLine($"{net.Time / 1000.0,4:F1} s   {lateral.NbSynapses,8}   {within / (double)lateral.NbSynapses,13:P0}");
        }
    }

    /// <summary>The neurons of a group fire.</summary>
    private static double[] Group(int group) => [.. Enumerable.Range(0, Neurons).Select(i => i * Groups / Neurons == group ? 1.0 : 0.0)];

    private static HeatMap Matrix(Projection projection, string when) =>
        new(projection.ConnectivityMatrix(fill: 0.0)) { Title = $"Connections {when}", XLabel = "pre-synaptic neuron", YLabel = "post-synaptic neuron", Width = 620, Height = 560 };
}
