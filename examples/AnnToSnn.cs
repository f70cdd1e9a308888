using System.Globalization;
using Annarchy.AnnToSnn;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// Classifiers of handwritten digits, trained by Keras and PyTorch users' means, become spiking networks: how much of their accuracy is left
/// with three encodings of the images, and how it grows with the time an image is shown.
/// </summary>
internal sealed class AnnToSnn : IExample
{
    private const double Duration = 200.0;

    private static readonly string[] Files = ["digits-dense.keras", "digits-conv.keras", "digits-dense-bias.keras", "digits-dense.h5", "digits-conv.onnx"];
    private static readonly Func<InputEncoding>[] Encodings = [() => InputEncoding.Poisson(), () => InputEncoding.IB(), () => InputEncoding.PSO()];

    private readonly NetworkConfiguration _configuration = new() { Seed = 1 };

    public string Name => "ann-to-snn";

    public string Description => "Trained digit classifiers (Keras, ONNX) become spiking networks";

    public void Run(string[] args)
    {
        var (images, labels) = ReadDigits();
        Console.WriteLine($"accuracy on {images.Length} images, each shown for {Duration} ms");
        Console.WriteLine($"{"",-26} {"ANN",7} {string.Join(' ', Encodings.Select(encoding => $"{encoding().Name,7}"))}");
        foreach (var file in Files)
        {
            var ann = ArtificialNetwork.Load(PathOf(file));
            var accuracies = Encodings.Select(encoding => Accuracy(ann, encoding(), images, labels, Duration));
            Console.WriteLine($"{file,-26} {Accuracy(ann, images, labels),7:P1} {string.Join(' ', accuracies.Select(accuracy => $"{accuracy,7:P1}"))}");
        }

        DrawAccuracies(images, labels);
        DrawSpikes(images, labels);
    }

    private void DrawAccuracies(float[][] images, int[] labels)
    {
        var ann = ArtificialNetwork.Load(PathOf("digits-dense.keras"));
        double[] durations = [20.0, 30.0, 40.0, 60.0, 80.0, 120.0, 160.0, 200.0];
        var plot = new TracePlot { Title = "Accuracy of the dense network", XLabel = "time an image is shown (ms)", YLabel = "accuracy (%)" };
        foreach (var encoding in Encodings)
            plot.Add(durations, [.. durations.Select(duration => 100.0 * Accuracy(ann, encoding(), images, labels, duration))], encoding().Name);
        var reference = 100.0 * Accuracy(ann, images, labels);
        Picture.Write(plot.Add([durations[0], durations[^1]], [reference, reference], "ANN"), "ann-to-snn-accuracy");
    }

    /// <summary>Shows an image of each digit.</summary>
    private void DrawSpikes(float[][] images, int[] labels)
    {
        using var snn = new ANNtoSNNConverter(configuration: _configuration).Load(PathOf("digits-dense-bias.keras"));
        Console.WriteLine(snn.ConnectivityReport);
        var plot = new RasterPlot { Title = "Spikes of the output neurons, an image of each digit after the other", YLabel = "digit" };
        var monitor = snn.Network.Monitor(snn.Output, "spike");
        for (var digit = 0; digit < 10; digit++)
        {
            var image = images[Array.IndexOf(labels, digit)];
            var answer = snn.Classify(image, Duration);
            Console.WriteLine($"an image of {digit}      taken for {answer.Class} (ANN: {snn.Source.Predict(image)}), spikes {string.Join(' ', answer.Spikes)}");
            var (times, ranks) = monitor.RasterPlot();
            plot.Add([.. times.Select(time => (digit * Duration) + time)], ranks);
        }

        Picture.Write(plot, "ann-to-snn-spikes");
    }

    private double Accuracy(ArtificialNetwork ann, InputEncoding encoding, float[][] images, int[] labels, double duration)
    {
        using var snn = new ANNtoSNNConverter(encoding, configuration: _configuration).Convert(ann);
        return snn.Predict(images, duration).Zip(labels, (answer, label) => answer == label ? 1.0 : 0.0).Average();
    }

    private static double Accuracy(ArtificialNetwork ann, float[][] images, int[] labels) =>
        images.Zip(labels, (image, label) => ann.Predict(image) == label ? 1.0 : 0.0).Average();

    /// <summary>A line for each image: 64 pixels from 0 to 16, and the digit.</summary>
    private static (float[][] Images, int[] Labels) ReadDigits()
    {
        var rows = File.ReadLines(PathOf("digits-test.csv"))
            .Select(line => line.Split(',').Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        return (Array.ConvertAll(rows, row => row[..64].Select(pixel => pixel / 16.0f).ToArray()), Array.ConvertAll(rows, row => row[64]));
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "data", file);
}
