using System.Globalization;

namespace Annarchy.Profiling;

/// <summary>Sizes of the data caches of the processor, bytes.</summary>
/// <param name="L1">Nearest, of one core.</param>
/// <param name="L2">Next, of one core.</param>
/// <param name="L3">Last, which cores share.</param>
internal sealed record ProcessorCaches(long L1, long L2, long L3)
{
    private const string Folder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>Where the system does not tell, what most processors have at least.</summary>
    private static readonly ProcessorCaches Usual = new(32 << 10, 512 << 10, 8 << 20);

    private static readonly Lazy<ProcessorCaches> OfThisMachine = new(Read);

    public static ProcessorCaches Present => OfThisMachine.Value;

    /// <summary>The nearest cache that holds so much.</summary>
    public CacheLevel Holding(double bytes) =>
        bytes <= L1 ? CacheLevel.L1 : bytes <= L2 ? CacheLevel.L2 : bytes <= L3 ? CacheLevel.L3 : CacheLevel.Memory;

    private static ProcessorCaches Read()
    {
        try
        {
            if (!Directory.Exists(Folder))
                return Usual;
            var sizes = new Dictionary<int, long>();
            foreach (var cache in Directory.EnumerateDirectories(Folder, "index*"))
            {
                if (Text(cache, "type") != "Instruction")
                    sizes[int.Parse(Text(cache, "level"), CultureInfo.InvariantCulture)] = Size(Text(cache, "size"));
            }

            var l1 = sizes.GetValueOrDefault(1, Usual.L1);
            var l2 = sizes.GetValueOrDefault(2, l1);
            return new ProcessorCaches(l1, l2, sizes.GetValueOrDefault(3, l2));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return Usual;
        }
    }

    private static string Text(string cache, string name) => File.ReadAllText(Path.Combine(cache, name)).Trim();

    private static long Size(string text) => text[^1] switch
    {
        'K' => long.Parse(text[..^1], CultureInfo.InvariantCulture) << 10,
        'M' => long.Parse(text[..^1], CultureInfo.InvariantCulture) << 20,
        _ => long.Parse(text, CultureInfo.InvariantCulture),
    };
}
