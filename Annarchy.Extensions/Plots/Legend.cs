namespace Annarchy.Plots;

/// <summary>Names of series in the upper right corner.</summary>
internal static class Legend
{
    public static void Entry(SvgCanvas canvas, double width, int index, string colour, string label)
    {
        var y = 48.0 + (18.0 * index);
        canvas.Rectangle(width - 36.0, y - 9.0, 10.0, 10.0, colour);
        canvas.Text(width - 42.0, y, label, 12, "end");
    }
}
