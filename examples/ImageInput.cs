using Annarchy.Images;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// An image and a video as inputs: a population shows a picture from a file, another one the frames that a program draws, here a light that goes round.
/// A field of neurons follows the light.
/// </summary>
internal sealed class ImageInput : IExample
{
    private const int Side = 48;
    private const int Frames = 60;

    public string Name => "images";

    public string Description => "Pictures and the frames of a video as inputs of neurons";

    public void Run(string[] args)
    {
        Draw(0).Resize(4 * Side, 4 * Side).SavePng("out/images-frame.png");
        using var net = new Network(dt: 1.0, precision: Precision.Single);
        var picture = net.Create(new ImagePopulation((Side, Side)));
        picture.SetImage("out/images-frame.png");
        var video = net.Create(new VideoPopulation((Side, Side)));
        var field = net.Create(
            (Side, Side),
            new Neuron(
                parameters: "tau = 20.0 : population",
                equations: "tau * dr/dt = -r + sum(exc) - sum(inh) : min=0.0, max=1.0, exponential"));
        net.Connect(video, field, "exc").OneToOne(1.0);
        net.Connect(field, field, "inh").AllToAll(weights: 0.5 / (Side * Side));
        video.Open(Video());
        net.Every(20.0, _ => video.GrabImage());
        net.Simulate(20.0 * Frames * 0.75);

        Console.WriteLine($"picture            {picture["r"].Max():F2} at its brightest, {Side} x {Side} of {4 * Side} x {4 * Side} pixels");
        Console.WriteLine($"light              at {Centre(video)}");
        Console.WriteLine($"field              at {Centre(field)}");
        var seen = new double[Side, Side];
        for (var rank = 0; rank < field.Size; rank++)
            seen[rank / Side, rank % Side] = field["r"][rank];
        Picture.Write(new HeatMap(seen) { Title = "What the field sees", Width = 560 }, "images-field");
    }

    private static async IAsyncEnumerable<Image> Video()
    {
        for (var frame = 0; frame < Frames; frame++)
        {
            await Task.CompletedTask;
            yield return Draw(frame);
        }
    }

    /// <summary>A red spot on a blue ground.</summary>
    private static Image Draw(int frame)
    {
        var (sin, cos) = Math.SinCos(2.0 * Math.PI * frame / Frames);
        var (x, y) = (Side * (0.5 + (0.3 * cos)), Side * (0.5 + (0.3 * sin)));
        var pixels = new byte[Side * Side * 3];
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var light = Math.Exp(-(((column - x) * (column - x)) + ((row - y) * (row - y))) / 20.0);
                pixels[3 * ((row * Side) + column)] = (byte)(255.0 * light);
                pixels[(3 * ((row * Side) + column)) + 1] = (byte)(255.0 * light);
                pixels[(3 * ((row * Side) + column)) + 2] = 60;
            }
        }

        return Image.FromBytes(Side, Side, 3, pixels);
    }

    private static string Centre(Population population)
    {
        double[] rates = population["r"];
        var least = rates.Min();
        var (sum, x, y) = (0.0, 0.0, 0.0);
        for (var i = 0; i < rates.Length; i++)
        {
            var r = rates[i] > least + 0.2 ? rates[i] : 0.0;
            (sum, x, y) = (sum + r, x + (r * (i % Side)), y + (r * (i / Side)));
        }

        return $"({x / sum:F1}, {y / sum:F1})";
    }
}
