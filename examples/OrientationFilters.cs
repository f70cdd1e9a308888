using Annarchy.Convolutions;
using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// The first steps of a visual system: a bank of Gabor filters (Daugman 1985), one for each orientation, over an image; rectification;
/// and max-pooling, after which the orientation of an edge is still there but its place is only roughly.
/// </summary>
internal sealed class OrientationFilters : IExample
{
    private const int Side = 96;
    private const int Pool = 6;
    private const int Orientations = 6;
    private const int FilterSide = 11;
    private const int MapsPerRow = 3;

    public string Name => "convolution";

    public string Description => "Gabor filters of six orientations over an image, and max-pooling";

    public void Run(string[] args)
    {
        using var net = new Network(precision: Precision.Single);
        var image = net.Create(new InputArray((Side, Side), name: "image"));
        var edges = net.Create((Side, Side, Orientations), new Neuron(equations: "r = pos(sum(exc))"), name: "edges");
        var pooled = net.Create((Side / Pool, Side / Pool, Orientations), new Neuron(equations: "r = sum(exc)"), name: "pooled");
        var filters = net.Connect(new Convolution(image, edges, "exc")).ConnectFilters(GaborFilters(), padding: Padding.Border);
        net.Connect(new Pooling(edges, pooled, "exc", operation: "max")).ConnectPooling(extent: [Pool, Pool, 1]);
        net.Compile();

        image["r"] = Drawing();
        net.Simulate(2.0);

        Console.WriteLine($"filters            {filters.ConnectorDescription}");
        Console.WriteLine($"synapses           {filters.NbSynapses}, in {filters.MemoryFootprint / 1024} KiB");
        double[] found = pooled["r"];
        for (var map = 0; map < Orientations; map++)
        {
            var strongest = Enumerable.Range(0, found.Length / Orientations).MaxBy(place => found[(place * Orientations) + map]);
            var (row, column) = Math.DivRem(strongest, Side / Pool);
            Console.WriteLine(
                $"lines at {180 * map / Orientations,3} deg    {found[(strongest * Orientations) + map]:F2} at most, "
                + $"in rows {row * Pool} to {(row * Pool) + Pool - 1}, columns {column * Pool} to {(column * Pool) + Pool - 1}");
        }

        double[] weights = filters.Weights, responses = edges["r"];
        Write("Image", Drawing(), "image");
        Write("Filters, every 30 degrees", SideBySide(FilterSide, (map, place) => weights[(map * FilterSide * FilterSide) + place]), "filters");
        Write("What they find", SideBySide(Side, (map, place) => responses[(place * Orientations) + map]), "edges");
        Write("Pooled", SideBySide(Side / Pool, (map, place) => found[(place * Orientations) + map]), "pooled");
    }

    /// <summary>Even Gabor filters: a line along the orientation is excited, its flanks inhibit; they do not respond to plain surfaces.</summary>
    private static double[,,] GaborFilters()
    {
        const double wavelength = 6.0, width = 2.2;
        var filters = new double[Orientations, FilterSide, FilterSide];
        for (var map = 0; map < Orientations; map++)
        {
            var angle = Math.PI * map / Orientations;
            var (sum, envelope) = (0.0, 0.0);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var row = 0; row < FilterSide; row++)
                {
                    for (var column = 0; column < FilterSide; column++)
                    {
                        var (x, y) = (column - (FilterSide / 2), (FilterSide / 2) - row);
                        var across = (y * Math.Cos(angle)) - (x * Math.Sin(angle));
                        var bump = Math.Exp(-((x * x) + (y * y)) / (2.0 * width * width));
                        if (pass == 0)
                        {
                            filters[map, row, column] = bump * Math.Cos(2.0 * Math.PI * across / wavelength);
                            (sum, envelope) = (sum + filters[map, row, column], envelope + bump);
                        }
                        else
                        {
                            filters[map, row, column] = (filters[map, row, column] - (bump * sum / envelope)) / 5.0;
                        }
                    }
                }
            }
        }

        return filters;
    }

    /// <summary>A ring, a triangle and a fan of lines.</summary>
    private static double[,] Drawing()
    {
        var image = new double[Side, Side];
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var toRing = Math.Abs(Distance(row, column, 30, 30) - 20.0);
                var ink = Math.Exp(-toRing * toRing / 2.0);
                foreach (var (fromRow, fromColumn, toRow, toColumn) in new[]
                {
                    (54.0, 60.0, 54.0, 90.0), (54.0, 60.0, 84.0, 75.0), (54.0, 90.0, 84.0, 75.0),
                    (8.0, 90.0, 8.0, 58.0), (8.0, 90.0, 26.0, 60.0), (8.0, 90.0, 38.0, 72.0), (8.0, 90.0, 42.0, 90.0),
                    (62.0, 8.0, 90.0, 46.0), (90.0, 10.0, 64.0, 44.0),
                })
                {
                    var distance = ToLine(row, column, fromRow, fromColumn, toRow, toColumn);
                    ink = Math.Max(ink, Math.Exp(-distance * distance / 2.0));
                }

                image[row, column] = ink;
            }
        }

        return image;
    }

    private static double Distance(double row, double column, double toRow, double toColumn) =>
        Math.Sqrt(Math.Pow(row - toRow, 2.0) + Math.Pow(column - toColumn, 2.0));

    private static double ToLine(double row, double column, double fromRow, double fromColumn, double toRow, double toColumn)
    {
        var (rows, columns) = (toRow - fromRow, toColumn - fromColumn);
        var along = (((row - fromRow) * rows) + ((column - fromColumn) * columns)) / ((rows * rows) + (columns * columns));
        along = Math.Clamp(along, 0.0, 1.0);
        return Distance(row, column, fromRow + (along * rows), fromColumn + (along * columns));
    }

    /// <summary>The maps of all orientations in one, with a line of nothing between them.</summary>
    private static double[,] SideBySide(int side, Func<int, int, double> value)
    {
        var picture = new double[(Orientations / MapsPerRow * (side + 1)) - 1, (MapsPerRow * (side + 1)) - 1];
        for (var row = 0; row < picture.GetLength(0); row++)
        {
            for (var column = 0; column < picture.GetLength(1); column++)
            {
                var ((down, y), (right, x)) = (Math.DivRem(row, side + 1), Math.DivRem(column, side + 1));
                picture[row, column] = y < side && x < side ? value((down * MapsPerRow) + right, (y * side) + x) : double.NaN;
            }
        }

        return picture;
    }

    private static void Write(string title, double[,] map, string name) => Picture.Write(
        new HeatMap(map) { Title = title, Width = 640, Height = map.GetLength(0) == map.GetLength(1) ? 560 : 440 }, $"convolution-{name}");
}
