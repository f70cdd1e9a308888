using System.Globalization;
using System.Text;

namespace Annarchy.Examples;

/// <summary>A picture whose shapes move when a browser shows it; every shape has one position per frame.</summary>
/// <param name="width">Width of the scene, in units of the positions.</param>
/// <param name="height">Height of the scene.</param>
/// <param name="seconds">Duration of all frames; then they begin again.</param>
internal sealed class SvgAnimation(double width, double height, double seconds)
{
    private const double Pixels = 640.0;

    private readonly StringBuilder _shapes = new();

    /// <summary>A circle that moves through some positions.</summary>
    public void Circle(IReadOnlyList<(double X, double Y)> path, double radius, string colour)
    {
        Text($"<circle r=\"{Number(radius * Scale)}\" fill=\"{colour}\" cx=\"{X(path[0])}\" cy=\"{Y(path[0])}\">");
        Animate("cx", path.Select(X));
        Animate("cy", path.Select(Y));
        Text($"</circle>\n");
    }

    /// <summary>A line whose ends move.</summary>
    public void Line(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to, double strength, string colour)
    {
        Text($"<line stroke=\"{colour}\" stroke-width=\"{Number(strength * Scale)}\" stroke-linecap=\"round\" x1=\"{X(from[0])}\" y1=\"{Y(from[0])}\" x2=\"{X(to[0])}\" y2=\"{Y(to[0])}\">");
        Animate("x1", from.Select(X));
        Animate("y1", from.Select(Y));
        Animate("x2", to.Select(X));
        Animate("y2", to.Select(Y));
        Text($"</line>\n");
    }

    /// <summary>A rectangle that stays where it is.</summary>
    public void Box((double X, double Y) corner, double boxWidth, double boxHeight, string colour) => Text(
        $"<rect x=\"{X(corner)}\" y=\"{Y((corner.X, corner.Y + boxHeight))}\" width=\"{Number(boxWidth * Scale)}\" height=\"{Number(boxHeight * Scale)}\" fill=\"{colour}\"/>\n");

    /// <summary>Writes the picture to the folder of examples.</summary>
    public void Save(string name)
    {
        var path = Path.Combine("out", name + ".svg");
        Directory.CreateDirectory("out");
        File.WriteAllText(path, string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width * Scale:F0}\" height=\"{height * Scale:F0}\">\n<rect width=\"100%\" height=\"100%\" fill=\"#f8f8f4\"/>\n{_shapes}</svg>\n"));
        Console.WriteLine($"animation          {path}");
    }

    private double Scale => Pixels / width;

    private void Animate(string attribute, IEnumerable<string> values)
    {
        var all = string.Join(';', values);
        if (all.Length > 0)
            Text($"<animate attributeName=\"{attribute}\" dur=\"{Number(seconds)}s\" repeatCount=\"indefinite\" values=\"{all}\"/>");
    }

    private void Text(FormattableString text) => _shapes.Append(text.ToString(CultureInfo.InvariantCulture));

    private string X((double X, double Y) position) => Number(position.X * Scale);

    private string Y((double X, double Y) position) => Number((height - position.Y) * Scale);

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
