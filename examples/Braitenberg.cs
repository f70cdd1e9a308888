using System.Diagnostics;

namespace Annarchy.Examples;

/// <summary>
/// A thousand vehicles look for a light (Braitenberg, Vehicles: Experiments in Synthetic Psychology, MIT Press 1984; number 2b): each eye
/// excites the wheel of the other side, so that they turn towards it. A brain has 40 noisy spiking neurons; the light moves half-way.
/// Vehicles whose eyes see the same everywhere are the baseline.
/// </summary>
internal sealed class Braitenberg : IExample
{
    private const int Vehicles = 1000;
    private const int Side = 10;
    private const int Blind = 200;
    private const int Frames = 500;
    private const double Frame = 20.0;
    private const float Field = 100f;

    public string Name => "braitenberg";

    public string Description => "1000 vehicles with spiking brains look for a light, stepped as one pool (Braitenberg 1984)";

    public void Run(string[] args)
    {
        using var template = new BrainTemplate(CreateBrain(), sensors: ["eyes.I"], motors: ["wheels.rate"]);
        var clock = Stopwatch.StartNew();
        var paths = new List<(double X, double Y)>[150];
        var lights = new List<(double X, double Y)>();
        var seeing = Live(template, Vehicles, isBlind: false, paths, lights);
        var blind = Live(template, Blind, isBlind: true, [], []);
        Console.WriteLine("mean distance from the light, of 100");
        Console.WriteLine("                   at the start    light 1    light 2");
        Console.WriteLine($"with eyes          {seeing.Start,12:F1} {seeing.First,10:F1} {seeing.Second,10:F1}");
        Console.WriteLine($"blind (baseline)   {blind.Start,12:F1} {blind.First,10:F1} {blind.Second,10:F1}");
        Console.WriteLine($"simulated          {Vehicles + Blind} brains for {Frames * Frame / 1000.0:F0} s in {clock.Elapsed.TotalSeconds:F1} s");

        var animation = new SvgAnimation(Field, Field, Frames * Frame / 1000.0);
        animation.Circle(lights, 3.0, "#f2c230");
        foreach (var path in paths)
            animation.Circle(path, 0.6, "#2f6db5");
        animation.Save(Name);
    }

    private static Network CreateBrain()
    {
        var network = new Network(dt: 1.0, seed: 1, precision: Precision.Single);
        var neuron = new Neuron(
            parameters: "I = 0.0\ntau = 20.0 : population",
            equations: """
                tau * dv/dt = I + g_exc - v + 0.4 * Normal(0.0, 1.0) : init = Uniform(0.0, 1.0)
                5.0 * dg_exc/dt = -g_exc
                100.0 * drate/dt = -rate
                """,
            spike: "v > 1.0",
            reset: """
                v = 0.0
                rate += 10.0
                """);
        var eyes = network.Create(2 * Side, neuron, name: "eyes");
        var wheels = network.Create(2 * Side, neuron, name: "wheels");
        wheels["I"] = 0.8;
        network.Connect(eyes[..Side], wheels[Side..], "exc").AllToAll(0.12);
        network.Connect(eyes[Side..], wheels[..Side], "exc").AllToAll(0.12);
        return network;
    }

    /// <summary>Lets vehicles live, and returns their mean distance from the light at the start and before it moves.</summary>
    private static (double Start, double First, double Second) Live(
        BrainTemplate template, int vehicles, bool isBlind, List<(double X, double Y)>[] paths, List<(double X, double Y)> lights)
    {
        using var pool = template.CreatePool(vehicles);
        var random = new Random(7);
        var brains = new BrainHandle[vehicles];
        var bodies = new Body[vehicles];
        for (var i = 0; i < vehicles; i++)
        {
            brains[i] = pool.Spawn(i);
            bodies[i] = new Body { X = Field * random.NextSingle(), Y = Field * random.NextSingle(), Heading = MathF.Tau * random.NextSingle() };
        }

        for (var i = 0; i < paths.Length; i++)
            paths[i] = [];
        var light = (X: 25f, Y: 70f);
        var start = MeanDistance(bodies, light);
        var first = 0.0;
        for (var frame = 0; frame < Frames; frame++)
        {
            if (frame == Frames / 2)
            {
                first = MeanDistance(bodies, light);
                light = (75f, 30f);
            }

            for (var i = 0; i < vehicles; i++)
            {
                var eyes = pool.Sensor<float>(brains[i]);
                eyes[..Side].Fill(isBlind ? 1.2f : bodies[i].Sees(light, 0.8f));
                eyes[Side..].Fill(isBlind ? 1.2f : bodies[i].Sees(light, -0.8f));
            }

            pool.Step(Frame);
            for (var i = 0; i < vehicles; i++)
            {
                var wheels = pool.Motor<float>(brains[i]);
                bodies[i].Move(Mean(wheels[..Side]), Mean(wheels[Side..]), (float)Frame / 1000f);
                if (i < paths.Length && frame % 5 == 0)
                    paths[i].Add((bodies[i].X, bodies[i].Y));
            }

            if (frame % 5 == 0)
                lights.Add(light);
        }

        return (start, first, MeanDistance(bodies, light));
    }

    private static float Mean(ReadOnlySpan<float> rates)
    {
        var sum = 0f;
        foreach (var rate in rates)
            sum += rate;
        return sum / rates.Length;
    }

    private static double MeanDistance(Body[] bodies, (float X, float Y) light) =>
        bodies.Average(b => MathF.Sqrt(((b.X - light.X) * (b.X - light.X)) + ((b.Y - light.Y) * (b.Y - light.Y))));

    /// <summary>Where a vehicle is, and where it looks.</summary>
    private struct Body
    {
        public float X;
        public float Y;
        public float Heading;

        /// <summary>What an eye at an angle from the heading sees: brighter when the light is near, and before it.</summary>
        public readonly float Sees((float X, float Y) light, float angle)
        {
            var (dx, dy) = (light.X - X, light.Y - Y);
            var distance = MathF.Sqrt((dx * dx) + (dy * dy));
            var facing = MathF.Max(0f, MathF.Cos(MathF.Atan2(dy, dx) - Heading - angle));
            return 0.95f + (1.4f * facing * (0.4f + (0.6f / (1f + (distance / 30f)))));
        }

        /// <summary>Moves by the speeds of the wheels; the border turns vehicles round.</summary>
        public void Move(float left, float right, float seconds)
        {
            Heading += (right - left) * seconds;
            var speed = 0.4f * (left + right) * seconds;
            X += speed * MathF.Cos(Heading);
            Y += speed * MathF.Sin(Heading);
            if (X is < 0f or > Field || Y is < 0f or > Field)
                Heading += MathF.PI * 0.5f;
            (X, Y) = (Math.Clamp(X, 0f, Field), Math.Clamp(Y, 0f, Field));
        }
    }
}
