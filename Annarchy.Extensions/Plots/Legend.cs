namespace Annarchy.Plots;

/// <summary>Names of series, to the right of the frame.</summary>
internal static class Legend
{
    /// <summary>Room the names need.</summary>
    public static double WidthOf(IEnumerable<string?> labels) =>
        labels.OfType<string>().Select(l => 36.0 + (6.8 * l.Length)).DefaultIfEmpty(0.0).Max();

    public static void Entry(Canvas canvas, double width, int index, string colour, string label)
    {
        var y = 48.0 + (18.0 * index);
        canvas.Rectangle(width - 36.0, y - 9.0, 10.0, 10.0, colour);
        canvas.Text(width - 42.0, y, label, 12, "end");
    }
}
