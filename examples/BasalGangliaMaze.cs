using System.Diagnostics;

namespace Annarchy.Examples;

/// <summary>
/// An agent finds its way through a maze, its actions selected by a model of the basal ganglia: cortical neurons stand for places; striatal
/// ones for actions, each of which inhibits its own neuron of the output nucleus (GPi) and so releases one of the thalamus from tonic
/// inhibition, while the subthalamic nucleus keeps the others down. What the thalamus releases feeds back on the striatum and
/// makes the synapses from the present place eligible; dopamine, the error of the predicted reward, changes them and those onto the
/// critic. The baseline are the same brains without dopamine.
/// </summary>
internal sealed class BasalGangliaMaze : IExample
{
    private const int Agents = 8;
    private const int Episodes = 100;
    private const int Longest = 300;
    private const double Step = 2.0;
    private const double Decision = 20.0;
    private const float Discount = 0.95f;

    private static readonly string[] Maze =
    [
        "##########",
        "#S  #    #",
        "# # # ## #",
        "# #   #  #",
        "# ##### ##",
        "#   #    #",
        "### # ## #",
        "#     # G#",
        "##########",
    ];

    private static readonly (int X, int Y)[] Moves = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    public string Name => "maze";

    public string Description => "A maze is learnt with action selection by basal ganglia and dopamine as prediction error";

    public void Run(string[] args)
    {
        using var template = new BrainTemplate(CreateBrain(), sensors: ["cortex.r"], motors: ["thalamus.r", "critic.r"]);
        var clock = Stopwatch.StartNew();
        var path = new List<(double X, double Y)>();
        var learning = Live(template, dopamine: 1f, path);
        var baseline = Live(template, dopamine: 0f, []);
        Console.WriteLine($"mean steps to the goal (at most {Longest}; the shortest way takes {ShortestWay()})");
        Console.WriteLine("episodes           " + string.Join(' ', Enumerable.Range(0, learning.Length).Select(m => $"{1 + (m * 20),3}-{(m + 1) * 20,-3}")));
        Console.WriteLine("learning           " + string.Join(' ', learning.Select(s => $"{s,7:F1}")));
        Console.WriteLine("without dopamine   " + string.Join(' ', baseline.Select(s => $"{s,7:F1}")));
        Console.WriteLine($"wall time          {clock.Elapsed.TotalSeconds:F1} s for {2 * Agents} brains");
        Draw(path);
    }

    private static Network CreateBrain()
    {
        var network = new Network(dt: Step, seed: 1, precision: Precision.Single);
        var cortex = network.Create(new InputArray((Maze.Length, Maze[0].Length), "cortex"));
        var striatum = network.Create(
            Moves.Length,
            new Neuron(equations: """
                10.0 * dm/dt = sum(exc) - sum(inh) + 0.2 * Normal(0.0, 1.0) * sqrt(10.0) - m
                r = pos(m)
                feedback = sum(thalamic)
                """),
            name: "striatum");
        var subthalamic = network.Create(1, new Neuron(equations: "10.0 * dr/dt = sum(exc) - r : min = 0.0"), name: "subthalamic");
        var output = network.Create(Moves.Length, new Neuron(equations: "5.0 * dr/dt = 1.0 + 0.5 * sum(exc) - sum(inh) - r : min = 0.0"), name: "gpi");
        var thalamus = network.Create(Moves.Length, new Neuron(equations: "5.0 * dr/dt = 1.0 - sum(inh) - r : min = 0.0"), name: "thalamus");
        var critic = network.Create(1, new Neuron(equations: "r = sum(exc)"), name: "critic");

        network.Connect(cortex, striatum, "exc", Learning("post.feedback", rate: 0.3), "actor").AllToAll(0.5).EnableLearning(Decision, -Step);
        network.Connect(striatum, striatum, "inh").AllToAll(0.5);
        network.Connect(striatum, output, "inh").OneToOne(3.0);
        network.Connect(striatum, subthalamic, "exc").AllToAll(1.0);
        network.Connect(subthalamic, output, "exc").AllToAll(1.0);
        network.Connect(output, thalamus, "inh").OneToOne(1.0);
        network.Connect(thalamus, striatum, "thalamic").OneToOne(1.0);
        network.Connect(cortex, critic, "exc", Learning("1.0", rate: 0.3), "values").AllToAll(0.0).EnableLearning(Decision, -Step);
        return network;

        static Synapse Learning(string post, double rate) => new(
            parameters: new ParameterList
            {
                ["eta"] = new Parameter(rate),
                ["dopamine"] = new Parameter(0.0),
            },
            equations: $"""
                w = clip(w + eta * dopamine * trace, 0.0, 3.0)
                trace = pre.r * {post}
                """);
    }

    /// <summary>Lets all agents look for the goal again and again, and returns the mean number of steps, for each twenty episodes.</summary>
    private static double[] Live(BrainTemplate template, float dopamine, List<(double X, double Y)> path)
    {
        using var pool = template.CreatePool(1, "actor.dopamine", "values.dopamine");
        var (actor, values, weights) = (pool.Find("actor.dopamine"), pool.Find("values.dopamine"), pool.Find("values.w"));
        var steps = new double[Episodes / 20];
        for (var agent = 0; agent < Agents; agent++)
        {
            var brain = pool.Spawn(agent);
            for (var episode = 0; episode < Episodes; episode++)
                steps[episode / 20] += Walk(brain, agent == 0 && episode == Episodes - 1 ? path : null) / (20.0 * Agents);
            pool.Despawn(brain);
        }

        return steps;

        int Walk(BrainHandle brain, List<(double X, double Y)>? seen)
        {
            var (x, y) = (1, 1);
            var predicted = 0f;
            for (var step = 1; ; step++)
            {
                seen?.Add((x, y));
                var places = pool.Sensor<float>(brain);
                places.Clear();
                places[(y * Maze[0].Length) + x] = 1f;
                pool.Step(Decision);
                var action = Strongest(pool.Motor<float>(brain));
                var (nextX, nextY) = (x + Moves[action].X, y + Moves[action].Y);
                if (Maze[nextY][nextX] != '#')
                    (x, y) = (nextX, nextY);
                predicted = pool.Motor<float>(brain, 1)[0];
                var isGoal = Maze[y][x] == 'G';
                var error = isGoal ? 1f - predicted : Discount * Expected(brain, x, y) - predicted;
                Reward(brain, dopamine * error);
                if (isGoal || step == Longest)
                {
                    seen?.Add((x, y));
                    return step;
                }
            }
        }

        // What the critic will predict at a place: its synapses are in the order of places.
        float Expected(BrainHandle brain, int x, int y) => pool.Values<float>(brain, weights)[(y * Maze[0].Length) + x];

        void Reward(BrainHandle brain, float error)
        {
            pool.Values<float>(brain, actor)[0] = error;
            pool.Values<float>(brain, values)[0] = error;
        }
    }

    private static int Strongest(ReadOnlySpan<float> rates)
    {
        var best = 0;
        for (var i = 1; i < rates.Length; i++)
        {
            if (rates[i] > rates[best])
                best = i;
        }

        return best;
    }

    private static int ShortestWay()
    {
        var distance = new Dictionary<(int X, int Y), int> { [(1, 1)] = 0 };
        var queue = new Queue<(int X, int Y)>(distance.Keys);
        while (queue.TryDequeue(out var place))
        {
            if (Maze[place.Y][place.X] == 'G')
                return distance[place];
            foreach (var (dx, dy) in Moves)
            {
                var next = (place.X + dx, place.Y + dy);
                if (Maze[next.Item2][next.Item1] != '#' && distance.TryAdd(next, distance[place] + 1))
                    queue.Enqueue(next);
            }
        }

        return -1;
    }

    private static void Draw(List<(double X, double Y)> path)
    {
        var (width, height) = (Maze[0].Length, Maze.Length);
        var animation = new SvgAnimation(width, height, path.Count * 0.25);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (Maze[y][x] is '#' or 'G')
                    animation.Box((x, height - 1 - y), 1.0, 1.0, Maze[y][x] == '#' ? "#556070" : "#7fc97f");
            }
        }

        animation.Circle([.. path.Select(p => (p.X + 0.5, height - 0.5 - p.Y))], 0.3, "#b5502f");
        animation.Save("maze");
    }
}
