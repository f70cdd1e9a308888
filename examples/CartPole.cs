using System.Diagnostics;

namespace Annarchy.Examples;

/// <summary>
/// A pole on a cart is balanced by spiking neurons that learn by reward-modulated spike-timing-dependent plasticity (Izhikevich, Cerebral
/// Cortex 17, 2007). The cart-pole and its boxes are those of Barto, Sutton and Anderson (IEEE Transactions on Systems, Man and Cybernetics 13,
/// 1983). One place cell fires for the box the state is in; two neurons compete for pushing left or right; what made them spike is
/// eligible; dopamine is how much nearer the pole came to standing upright in the middle. The baseline is the same brains without dopamine.
/// </summary>
internal sealed class CartPole : IExample
{
    private const int Agents = 10;
    private const int Decisions = 6_000;
    private const double Decision = 20.0;
    private const int Longest = 500;

    public string Name => "cart-pole";

    public string Description => "Spiking networks learn to balance a pole by reward-modulated STDP";

    public void Run(string[] args)
    {
        using var template = new BrainTemplate(CreateBrain(), sensors: ["places.I"], motors: ["actions.count"]);
        var clock = Stopwatch.StartNew();
        var trace = new List<State>();
        var learning = Live(template, dopamine: 1f, trace);
        var baseline = Live(template, dopamine: 0f, []);
        Console.WriteLine($"mean duration of an episode, s (at most {Longest * Decision / 1000.0:F0}), for each half minute");
        Console.WriteLine("half minute        " + string.Join(' ', Enumerable.Range(1, learning.Length).Select(m => $"{m,6}")));
        Console.WriteLine("learning           " + string.Join(' ', learning.Select(s => $"{s,6:F2}")));
        Console.WriteLine("without dopamine   " + string.Join(' ', baseline.Select(s => $"{s,6:F2}")));
        Console.WriteLine($"simulated          {2 * Agents} brains for {Decisions * Decision / 1000.0:F0} s in {clock.Elapsed.TotalSeconds:F1} s");
        Draw(trace);
    }

    private static Network CreateBrain()
    {
        var network = new Network(dt: 1.0, seed: 1, precision: Precision.Single);
        var places = network.Create(
            State.Boxes,
            new Neuron(parameters: "I = 0.0", equations: "5.0 * dv/dt = I - v", spike: "v > 1.0", reset: "v = 0.0"),
            name: "places");
        var actions = network.Create(
            2,
            new Neuron(
                equations: """
                    20.0 * dv/dt = g_exc - g_inh - v + 1.5 * Normal(0.0, 1.0) : min = -1.0
                    5.0 * dg_exc/dt = -g_exc
                    10.0 * dg_inh/dt = -g_inh
                    count = count
                    """,
                spike: "v > 1.0",
                reset: """
                    v = 0.0
                    count += 1.0
                    """),
            name: "actions");
        network.Connect(
            places,
            actions,
            "exc",
            new RewardModulatedSTDP(tau_plus: 10.0, tau_minus: 10.0, A_plus: 0.01, A_minus: 0.0, tau_c: 20.0, tau_d: 4.0, w_min: 0.0, w_max: 1.0),
            name: "learning").AllToAll(0.5).EnableLearning(period: 5.0);
        network.Connect(actions, actions, "inh").AllToAll(4.0);
        return network;
    }

    /// <summary>Lets all agents try again and again, and returns the mean duration of their episodes for each half minute, s.</summary>
    private static double[] Live(BrainTemplate template, float dopamine, List<State> trace)
    {
        using var pool = template.CreatePool(Agents);
        var reward = pool.Find("learning.dopamine");
        var brains = new BrainHandle[Agents];
        var states = new State[Agents];
        var ages = new int[Agents];
        var random = new Random(3);
        for (var i = 0; i < Agents; i++)
        {
            brains[i] = pool.Spawn(i);
            states[i] = State.Start(random);
        }

        var periods = (int)(Decisions * Decision / 30_000.0);
        var (total, episodes) = (new double[periods], new int[periods]);
        for (var step = 0; step < Decisions; step++)
        {
            var period = Math.Min((int)(step * Decision / 30_000.0), periods - 1);
            for (var i = 0; i < Agents; i++)
            {
                var places = pool.Sensor<float>(brains[i]);
                places.Clear();
                places[states[i].Box] = 2.5f;
                pool.Values<float>(brains[i], pool.Find("actions.count")).Clear();
            }

            pool.Step(Decision);
            for (var i = 0; i < Agents; i++)
            {
                var counts = pool.Motor<float>(brains[i]);
                var push = counts[1] > counts[0] ? 1 : counts[1] < counts[0] ? -1 : 0;
                var before = states[i].Badness;
                states[i].Push(push);
                var isOver = states[i].HasFallen;
                pool.Values<float>(brains[i], reward)[0] = dopamine * (float)(before - states[i].Badness);
                if (i == 0 && step >= Decisions - Longest)
                    trace.Add(states[i]);
                if (!isOver && ++ages[i] < Longest)
                    continue;
                total[period] += ages[i] * Decision / 1000.0;
                episodes[period]++;
                (states[i], ages[i]) = (State.Start(random), 0);
            }
        }

        return [.. total.Select((t, m) => t / Math.Max(episodes[m], 1))];
    }

    private static void Draw(List<State> trace)
    {
        var animation = new SvgAnimation(6.0, 2.2, trace.Count * Decision / 1000.0);
        animation.Box((0.6, 0.35), 4.8, 0.04, "#999999");
        var carts = trace.Select(s => (3.0 + s.X, 0.45)).ToList();
        var tops = trace.Select(s => (3.0 + s.X + Math.Sin(s.Angle), 0.45 + Math.Cos(s.Angle))).ToList();
        animation.Line([.. carts.Select(c => (c.Item1 - 0.2, c.Item2))], [.. carts.Select(c => (c.Item1 + 0.2, c.Item2))], 0.15, "#2f6db5");
        animation.Line(carts, tops, 0.07, "#b5502f");
        animation.Save("cart-pole");
    }

    /// <summary>Cart and pole: positions in m and rad, velocities per second.</summary>
    private struct State
    {
        /// <summary>Number of boxes the states are divided into.</summary>
        public const int Boxes = 3 * 6 * 4;

        private const double LargestAngle = 12.0 * Math.PI / 180.0;
        private const double LargestX = 2.4;

        public double X;
        public double Angle;
        private double _speed;
        private double _turn;

        public static State Start(Random random) => new()
        {
            X = 0.2 * (random.NextDouble() - 0.5),
            Angle = 0.1 * (random.NextDouble() - 0.5),
        };

        public readonly bool HasFallen => Math.Abs(X) > LargestX || Math.Abs(Angle) > LargestAngle;

        public readonly int Box
        {
            get
            {
                var degrees = Angle * 180.0 / Math.PI;
                var angle = degrees < -6.0 ? 0 : degrees < -1.0 ? 1 : degrees < 0.0 ? 2 : degrees < 1.0 ? 3 : degrees < 6.0 ? 4 : 5;
                var turn = _turn < -0.3 ? 0 : _turn < 0.0 ? 1 : _turn < 0.3 ? 2 : 3;
                var drift = X + _speed;
                var place = drift < -0.5 ? 0 : drift < 0.5 ? 1 : 2;
                return (((place * 6) + angle) * 4) + turn;
            }
        }

        /// <summary>How far the pole leans and falls, and a little how far the cart strayed.</summary>
        public readonly double Badness
        {
            get
            {
                var lean = (Angle + (0.4 * _turn) - (0.03 * (X + _speed))) / LargestAngle;
                return 4.0 * lean * lean;
            }
        }

        /// <summary>Pushes the cart with 10 N to a side for one decision; the equations of motion are those of the paper without friction.</summary>
        public void Push(int side)
        {
            const double gravity = 9.8, cart = 1.0, pole = 0.1, half = 0.5, seconds = 0.02;
            var (sin, cos) = Math.SinCos(Angle);
            var push = ((10.0 * side) + (pole * half * _turn * _turn * sin)) / (cart + pole);
            var turning = ((gravity * sin) - (cos * push)) / (half * ((4.0 / 3.0) - (pole * cos * cos / (cart + pole))));
            var driving = push - (pole * half * turning * cos / (cart + pole));
            X += seconds * _speed;
            _speed += seconds * driving;
            Angle += seconds * _turn;
            _turn += seconds * turning;
        }
    }
}
