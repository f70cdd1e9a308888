using Annarchy.Convolutions;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Annarchy.Benchmarks.Micro;

/// <summary><c>convolution</c>: multiply-adds per nanosecond of convolutions, beside the most one core can do.</summary>
internal static class ConvolutionCommand
{
    private static readonly Layer[] s_layers =
    [
        new("16 filters of 3x3 on 128x128x16", [128, 128, 16], [128, 128, 16], [16, 3, 3, 16]),
        new("32 filters of 3x3 on 224x224x3", [224, 224, 3], [224, 224, 32], [32, 3, 3, 3]),
        new("64 filters of 3x3 on 56x56x64, every second", [56, 56, 64], [28, 28, 64], [64, 3, 3, 64]),
        new("64 filters of 1x1 on 56x56x64", [56, 56, 64], [56, 56, 64], [64, 1, 1, 64]),
        new("4 filters of 5x5 on 256x256", [256, 256], [256, 256, 4], [4, 5, 5]),
        new("a filter of 3x3 on 512x512", [512, 512], [512, 512], [3, 3]),
        new("a filter of 7x7 on 512x512, every second", [512, 512], [256, 256], [7, 7]),
        new("a filter of 3x3 on each map of 128x128x16", [128, 128, 16], [128, 128, 16], [3, 3]),
    ];

    public static Command Create()
    {
        var threads = new Option<int>("--threads") { Description = "Threads of the networks.", DefaultValueFactory = _ => 1 };
        var command = new Command("convolution", "Multiply-adds per nanosecond of convolutions, beside the most one core can do.") { threads };
        command.SetAction(result => Run(result.GetValue(threads)));
        return command;
    }

    private static void Run(int threads)
    {
        var (single, full) = (MultiplyAddPeak.Measure<float>(), MultiplyAddPeak.Measure<double>());
        Console.WriteLine($"multiply-adds per ns: one core at most {Text(single)} (float), {Text(full)} (double); networks on {threads} threads");
        Console.WriteLine($"{"layer",-46} {"ms",8} {"float",8} {"of peak",8} {"ms",8} {"double",8} {"of peak",8}");
        foreach (var layer in s_layers)
        {
            var (time, wide) = (Time(layer, Precision.Single, threads), Time(layer, Precision.Double, threads));
            var (fast, slow) = (layer.MultiplyAdds / time, layer.MultiplyAdds / wide);
            Console.WriteLine(
                $"{layer.Name,-46} {Text(time / 1e6)} {Text(fast)} {Text(fast / single)} {Text(wide / 1e6)} {Text(slow)} {Text(slow / full)}");
        }
    }

    /// <summary>Nanoseconds of one step's convolution, the shortest of many.</summary>
    private static double Time(Layer layer, Precision precision, int threads)
    {
        using var network = new Network(seed: 1, precision: precision, threads: threads);
        var map = network.Create(new InputArray(new Geometry(layer.Pre)));
        var post = network.Create(new Geometry(layer.Post), new Neuron(equations: "r = sum(exc)"));
        var weights = Array.CreateInstance(typeof(double), layer.Weights);
        var random = new Random(1);
        Buffer.BlockCopy(Array.ConvertAll(new double[weights.Length], _ => random.NextDouble()), 0, weights, 0, weights.Length * sizeof(double));
        var convolution = network.Connect(new Convolution(map, post, "exc"));
        if (layer.Weights.Length < layer.Pre.Length)
            convolution.ConnectFilter(Values.From(weights), keepLastDimension: true);
        else if (layer.IsBank)
            convolution.ConnectFilters(Values.From(weights));
        else
            convolution.ConnectFilter(Values.From(weights));
        network.Compile();
        map["r"] = new Uniform(0.0, 1.0);
        var system = network.Pipeline[Stage.Transmission].Single(s => s.Name.StartsWith("convolution", StringComparison.Ordinal));
        var context = new StepContext(0, 1.0, network.World);
        var shortest = double.PositiveInfinity;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(0.5);)
        {
            var begin = Stopwatch.GetTimestamp();
            system.Update(in context);
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(begin).TotalNanoseconds);
        }

        return shortest;
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(8);

    private sealed record Layer(string Name, int[] Pre, int[] Post, int[] Weights)
    {
        public bool IsBank => Weights.Length == Pre.Length + 1;

        /// <summary>Of one step, elements in the padding included.</summary>
        public double MultiplyAdds
        {
            get
            {
                var elements = Weights.Aggregate(1.0, (product, length) => product * length) / (IsBank ? Weights[0] : 1);
                return elements * Post.Aggregate(1.0, (product, length) => product * length);
            }
        }
    }
}
