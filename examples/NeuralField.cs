using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// A dynamic neural field after Amari (1977) and Rougier and Vitay (2006): lateral excitation near and inhibition far let one bump
/// of activity track a moving stimulus in noise and ignore a distracter.
/// </summary>
internal sealed class NeuralField : IExample
{
    private const int Side = 20;

    public string Name => "neural-field";

    public string Description => "A rate-coded field of 400 neurons that tracks a moving target (Amari 1977)";

    public void Run(string[] args)
    {
        var input = new Neuron(
            parameters: "baseline = 0.0",
            equations: "r = baseline + Uniform(-0.3, 0.3)");
        var field = new Neuron(
            parameters: "tau = 10.0 : population",
            equations: """
                tau * dmu/dt + mu = sum(exc) + sum(inh)
                r = clip(mu, 0.0, 1.0)
                """);

        using var net = new Network(dt: 1.0, seed: 7, precision: Precision.Single);
        var retina = net.Create((Side, Side), input, name: "input");
        var focus = net.Create((Side, Side), field, name: "focus");
        net.Connect(retina, focus, "exc").OneToOne(weights: 1.0);
        net.Connect(focus, focus, "inh").DifferenceOfGaussians(
            ampPos: 0.2, sigmaPos: 0.1, ampNeg: 0.1, sigmaNeg: 0.7);
        net.Compile();

        var frames = new List<double>();
        var errors = new List<double>();
        var angles = new List<double>();
        for (var frame = 0; frame < 200; frame++)
        {
            var angle = 2.0 * Math.PI * frame / 200.0;
            var target = (X: 0.5 + (0.25 * Math.Cos(angle)), Y: 0.5 + (0.25 * Math.Sin(angle)));
            retina["baseline"] = Stimulus(target, (0.15, 0.85));
            net.Simulate(10.0);
            var centre = Centre(focus["r"]);
            frames.Add(net.Time);
            angles.Add(angle);
            errors.Add(Math.Sqrt(Math.Pow(centre.X - target.X, 2.0) + Math.Pow(centre.Y - target.Y, 2.0)));
        }

        Console.WriteLine($"mean tracking error    {errors.Skip(20).Average():F3} (field is 1 wide)");
        Console.WriteLine($"largest                {errors.Skip(20).Max():F3}");
        Picture.Write(new HeatMap(Matrix(retina["r"]), -0.5, 1.5) { Title = "Input", Width = 560 }, "neural-field-input");
        Picture.Write(new HeatMap(Matrix(focus["r"]), 0.0, 1.0) { Title = "Focus", Width = 560 }, "neural-field-focus");
        Picture.Write(
            new TracePlot { Title = "Distance of the bump from the target", YLabel = "distance" }.Add([.. frames], [.. errors]),
            "neural-field-error");
    }

    private static double[] Stimulus((double X, double Y) target, (double X, double Y) distracter)
    {
        var values = new double[Side * Side];
        for (var rank = 0; rank < values.Length; rank++)
        {
            var (y, x) = ((rank / Side) / (Side - 1.0), (rank % Side) / (Side - 1.0));
            values[rank] = Bump(x, y, target, 1.0) + Bump(x, y, distracter, 0.6);
        }

        return values;

        static double Bump(double x, double y, (double X, double Y) at, double height) =>
            height * Math.Exp(-(Math.Pow(x - at.X, 2.0) + Math.Pow(y - at.Y, 2.0)) / (2.0 * 0.08 * 0.08));
    }

    private static (double X, double Y) Centre(double[] rates)
    {
        var (sum, x, y) = (0.0, 0.0, 0.0);
        for (var rank = 0; rank < rates.Length; rank++)
        {
            sum += rates[rank];
            y += rates[rank] * (rank / Side) / (Side - 1.0);
            x += rates[rank] * (rank % Side) / (Side - 1.0);
        }

        return (x / sum, y / sum);
    }

    private static double[,] Matrix(double[] values)
    {
        var matrix = new double[Side, Side];
        for (var rank = 0; rank < values.Length; rank++)
            matrix[rank / Side, rank % Side] = values[rank];
        return matrix;
    }
}
