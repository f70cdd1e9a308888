using Annarchy.Plots;
using Annarchy.TensorBoard;

namespace Annarchy.Examples;

/// <summary>
/// A neuron that learns with Oja's rule (J. Math. Biology 15, 1982) to answer to the first principal component of its inputs, a ring among
/// noise; TensorBoard shows how. The component is computed beside it by power iteration over the same inputs.
/// </summary>
internal sealed class TensorBoardLog : IExample
{
    private const int Side = 12;
    private const int Trials = 400;

    public string Name => "tensorboard";

    public string Description => "Learning of a principal component (Oja), logged for TensorBoard";

    public void Run(string[] args)
    {
        const double eta = 0.002;
        using var net = new Network(dt: 1.0, seed: 1);
        var inputs = net.Create(new InputArray((Side, Side)));
        var neuron = net.Create((1, 1), new Neuron(equations: "r = sum(exc)"));
        var synapses = net.Connect(inputs, neuron, "exc", new Oja(eta: eta)).AllToAll(weights: new Uniform(0.0, 0.1));
        net.Compile();

        using var logger = new Logger(Path.Combine("out", "runs"));
        var random = new Random(1);
        var (shown, responses) = (new List<double[]>(), new List<double>());
        for (var trial = 0; trial < Trials; trial++)
        {
            var strength = random.NextDouble();
            shown.Add([.. Enumerable.Range(0, Side * Side).Select(i => (strength * Ring(i / Side, i % Side)) + (0.3 * random.NextDouble()))]);
            inputs["r"] = shown[^1];
            net.Simulate(5.0);
            responses.Add(neuron["r"]);
            logger.AddScalar("Learning/norm of the weights", Norm(synapses["w"]), trial);
            logger.AddScalar("Learning/response", responses[^1], trial);
            if (trial % 20 != 0)
                continue;
            logger.AddHistogram("Weights/distribution", synapses["w"], trial);
            logger.AddImage("Weights/receptive field", Values.From(synapses.ReceptiveFields()), trial, equalize: true);
        }

        double[] weights = synapses["w"];
        var component = PrincipalComponent(shown);
        var alignment = component.Zip(weights, (a, b) => a * b).Sum() / Norm(weights);
        logger.AddFigure("Activity", new TracePlot { Title = "Responses", XLabel = "trial", YLabel = "r" }
            .Add([.. Enumerable.Range(0, Trials).Select(t => (double)t)], [.. responses]));
        logger.AddParameters(
            new Dictionary<string, object> { ["eta"] = eta, ["rule"] = "Oja", ["trials"] = Trials },
            new Dictionary<string, double> { ["alignment"] = alignment });
        Console.WriteLine($"norm of the weights                {Norm(weights):F4} (1 in theory)");
        Console.WriteLine($"cosine to the principal component  {alignment:F4}");
        Console.WriteLine($"log                                {logger.Folder}");
        Console.WriteLine($"to see it                          tensorboard --logdir {Path.Combine("out", "runs")}");
    }

    private static double Ring(int y, int x)
    {
        const double centre = (Side - 1) / 2.0;
        return Math.Exp(-Math.Pow(double.Hypot(x - centre, y - centre) - 4.0, 2.0));
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(v => v * v));

    /// <summary>The first eigenvector of the inputs' correlation matrix, of length 1.</summary>
    private static double[] PrincipalComponent(List<double[]> inputs)
    {
        double[] vector = [.. Enumerable.Repeat(1.0, Side * Side)];
        for (var iteration = 0; iteration < 100; iteration++)
        {
            var next = new double[vector.Length];
            foreach (var input in inputs)
            {
                var projection = input.Zip(vector, (a, b) => a * b).Sum();
                for (var i = 0; i < next.Length; i++)
                    next[i] += projection * input[i];
            }

            var norm = Norm(next);
            vector = Array.ConvertAll(next, v => v / norm);
        }

        return vector;
    }
}
