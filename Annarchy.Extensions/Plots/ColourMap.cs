using System.Globalization;

namespace Annarchy.Plots;

/// <summary>Colours for values in [0, 1], dark to bright, monotonous in lightness.</summary>
internal static class ColourMap
{
    // Nine samples of the viridis map (S. van der Walt and N. Smith, 2015, released to the public domain).
    private static readonly (int R, int G, int B)[] s_samples =
        [(68, 1, 84), (71, 45, 123), (59, 82, 139), (44, 114, 142), (33, 145, 140), (40, 174, 128), (94, 201, 98), (173, 220, 48), (253, 231, 37)];

    public static string At(double fraction)
    {
        var (r, g, b) = ColourAt(fraction);
        return string.Create(CultureInfo.InvariantCulture, $"#{r:x2}{g:x2}{b:x2}");
    }

    public static (byte R, byte G, byte B) ColourAt(double fraction)
    {
        if (!double.IsFinite(fraction))
            return (0xdd, 0xdd, 0xdd);
        var position = Math.Clamp(fraction, 0.0, 1.0) * (s_samples.Length - 1);
        var index = Math.Min((int)position, s_samples.Length - 2);
        var rest = position - index;
        var (from, to) = (s_samples[index], s_samples[index + 1]);
        return (Mix(from.R, to.R), Mix(from.G, to.G), Mix(from.B, to.B));

        byte Mix(int a, int b) => (byte)Math.Round(a + (rest * (b - a)));
    }
}
