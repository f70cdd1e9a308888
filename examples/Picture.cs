using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>Where the examples put their pictures.</summary>
internal static class Picture
{
    public static void Write(Plot plot, string name)
    {
        var path = Path.Combine("out", name + ".svg");
        plot.Save(path);
        Console.WriteLine($"picture            {path}");
    }
}
