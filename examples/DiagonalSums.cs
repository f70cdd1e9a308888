using Annarchy.Diagonal;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// Where an object is relative to the head is where it is on the retina plus where the eye looks. A map of neurons for all pairs of the two is
/// summed along its diagonals of slope -1: three pairs with the same sum give the same answer, a bump at the place relative to the head.
/// </summary>
internal sealed class DiagonalSums : IExample
{
    private const int Places = 41;

    public string Name => "diagonal";

    public string Description => "Change of coordinates: a map summed along its diagonals";

    public void Run(string[] args)
    {
        using var net = new Network();
        var map = net.Create(
            (Places, Places),
            new Neuron(parameters: "eye = 0.0 : population\nretina = 0.0 : population\nx = 0.0\ny = 0.0", equations: "r = exp(-((x - retina)^2 + (y - eye)^2) / 8.0)"),
            name: "map");
        var head = net.Create((1, Places), new Neuron(equations: "r = sum(exc)"), name: "head");
        map["x"] = Enumerable.Range(0, map.Size).Select(rank => (double)(rank % Places)).ToArray();
        map["y"] = Enumerable.Range(0, map.Size).Select(rank => (double)(rank / Places)).ToArray();
        net.Connect(new DiagonalProjection(map, head, "exc")).ConnectDiagonal(1.0, offset: Places / 2, slope: -1);

        var plot = new TracePlot { Title = "Sums along diagonals", XLabel = "place relative to the head", YLabel = "r" };
        foreach (var (eye, retina) in new[] { (10, 25), (20, 15), (28, 7), (25, 24) })
        {
            (map["eye"], map["retina"]) = (eye, retina);
            net.Simulate(2.0);
            double[] answer = head["r"];
            plot.Add([.. Enumerable.Range(0, Places).Select(i => (double)i)], answer, $"eye {eye}, retina {retina}");
            Console.WriteLine($"eye {eye}, retina {retina}    bump at {Array.IndexOf(answer, answer.Max())}, expected at {eye + retina - (Places / 2)}");
        }

        double[,] last = map["r"];
        Picture.Write(new HeatMap(last) { Title = "The map", XLabel = "place on the retina", YLabel = "direction of the eye", Width = 560 }, "diagonal-map");
        Picture.Write(plot, "diagonal");
    }
}
