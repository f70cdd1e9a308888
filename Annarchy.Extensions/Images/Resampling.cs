namespace Annarchy.Images;

/// <summary>
/// Changes the size of images with a triangle filter, along rows and then along columns: bilinear interpolation where pixels become
/// more, a weighted mean of all pixels concerned where they become fewer.
/// </summary>
internal static class Resampling
{
    public static float[] Resize(ReadOnlySpan<float> values, int width, int height, int channels, int newWidth, int newHeight)
    {
        var wide = new float[newWidth * height * channels];
        Along(values, wide, newWidth, new Taps(width, newWidth), channels, lines: height, width * channels, newWidth * channels, channels);
        var result = new float[newWidth * newHeight * channels];
        Along(wide, result, newHeight, new Taps(height, newHeight), newWidth * channels, lines: 1, 0, 0, newWidth * channels);
        return result;
    }

    /// <summary>Resamples lines of items; an item is as many numbers side by side as <paramref name="stride"/> says.</summary>
    private static void Along(
        ReadOnlySpan<float> from, Span<float> to, int count, Taps taps, int stride, int lines, int fromLine, int toLine, int numbers)
    {
        for (var line = 0; line < lines; line++)
        {
            for (var item = 0; item < count; item++)
            {
                var target = to.Slice((line * toLine) + (item * stride), numbers);
                var (first, weights) = taps[item];
                for (var tap = 0; tap < weights.Length; tap++)
                {
                    var source = from.Slice((line * fromLine) + ((first + tap) * stride), numbers);
                    for (var i = 0; i < numbers; i++)
                        target[i] += weights[tap] * source[i];
                }
            }
        }
    }

    /// <summary>Which old items make a new one, with which weights.</summary>
    private readonly struct Taps
    {
        private readonly (int First, float[] Weights)[] _taps;

        public Taps(int oldCount, int newCount)
        {
            var scale = (double)oldCount / newCount;
            var reach = Math.Max(1.0, scale);
            _taps = new (int, float[])[newCount];
            for (var item = 0; item < newCount; item++)
            {
                var centre = ((item + 0.5) * scale) - 0.5;
                var first = Math.Max(0, (int)Math.Ceiling(centre - reach));
                var last = Math.Min(oldCount - 1, (int)Math.Floor(centre + reach));
                var weights = new double[last - first + 1];
                for (var i = 0; i < weights.Length; i++)
                    weights[i] = Math.Max(0.0, 1.0 - (Math.Abs(first + i - centre) / reach));
                var sum = weights.Sum();
                _taps[item] = (first, Array.ConvertAll(weights, w => (float)(w / sum)));
            }
        }

        public (int First, float[] Weights) this[int item] => _taps[item];
    }
}
