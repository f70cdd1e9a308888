using System.Globalization;
using System.Security;
using System.Text;

namespace Annarchy.Plots;

/// <summary>Writes SVG elements: shapes in pixels, text escaped, numbers in invariant culture.</summary>
internal sealed class SvgCanvas : Canvas
{
    private readonly StringBuilder _body = new();

    public override void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1.0) =>
        Append($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{stroke}\" stroke-width=\"{width:0.##}\"/>\n");

    public override void Rectangle(double x, double y, double width, double height, string fill, string? stroke = null) =>
        Append($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{fill}\" stroke=\"{stroke ?? "none"}\"/>\n");

    public override void Text(double x, double y, string text, double size = 12.0, string anchor = "middle", double rotate = 0.0, string weight = "normal")
    {
        Append($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{size:0.##}\" text-anchor=\"{anchor}\" font-weight=\"{weight}\"");
        if (rotate != 0.0)
            Append($" transform=\"rotate({rotate:0.##} {x:0.##} {y:0.##})\"");
        Append($">{SecurityElement.Escape(text)}</text>\n");
    }

    public override void Polyline(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, string stroke, double width = 1.2)
    {
        _body.Append("<path d=\"");
        var broken = true;
        for (var i = 0; i < xs.Length; i++)
        {
            if (!double.IsFinite(xs[i]) || !double.IsFinite(ys[i]))
            {
                broken = true;
                continue;
            }

            Append($"{(broken ? 'M' : 'L')}{xs[i]:0.##} {ys[i]:0.##}");
            broken = false;
        }

        Append($"\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width:0.##}\" stroke-linejoin=\"round\"/>\n");
    }

    /// <summary>A single path: tens of thousands stay a small file.</summary>
    public override void Dots(IEnumerable<(double X, double Y)> points, double size, string fill)
    {
        _body.Append("<path d=\"");
        var half = size / 2.0;
        foreach (var (x, y) in points)
            Append($"M{x - half:0.#} {y - half:0.#}h{size:0.#}v{size:0.#}h-{size:0.#}z");
        Append($"\" fill=\"{fill}\"/>\n");
    }

    public override void Image(double x, double y, double width, double height, PixelImage image) => Append(
        $"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(image.ToPng())}\"/>\n");

    public string ToSvg(double width, double height) => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0.##}\" height=\"{height:0.##}\" viewBox=\"0 0 {width:0.##} {height:0.##}\" font-family=\"Helvetica, Arial, sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{_body}</svg>\n");

    private void Append(FormattableString text) => _body.Append(text.ToString(CultureInfo.InvariantCulture));
}
