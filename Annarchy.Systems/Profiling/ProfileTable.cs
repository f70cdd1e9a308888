using System.Globalization;
using System.Text;

namespace Annarchy.Profiling;

/// <summary>Writes a profile as a table.</summary>
internal static class ProfileTable
{
    private const int NameWidth = 52;

    public static string Write(NetworkProfile profile)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{profile.Steps} steps, {profile.BiologicalTime / 1000.0:G4} s biological in {profile.Seconds:G4} s");
        text.Append(CultureInfo.InvariantCulture, $" ({profile.RealTimeFactor:G4} times real time), {profile.Spikes} spikes; {profile.TimedSteps} steps timed\n\n");
        Row(text, "system", "time, s", "share", "visits", "ns/visit", "GB/s");
        foreach (var system in profile.Systems)
            Row(text, system.Name, Number(system.Seconds), Share(system.Seconds), Number(system.Visits), Number(system.NanosecondsPerVisit), Number(system.Bandwidth / 1e9));
        text.Append('\n');
        Row(text, "object", "time, s", "share", "size", "spikes", "held, MB", "moved, MB", "stays in");
        foreach (var item in profile.Objects)
        {
            Row(
                text,
                item.Name,
                Number(item.Seconds),
                Share(item.Seconds),
                Number(item.Size),
                Number(item.Spikes),
                Number(item.BytesHeld / 1e6),
                Number(item.BytesMoved / 1e6),
                item.Residence == CacheLevel.Memory ? "memory" : item.Residence.ToString());
        }

        return text.ToString();

        string Share(double seconds) => profile.Seconds > 0.0 ? (seconds / profile.Seconds).ToString("P1", CultureInfo.InvariantCulture) : "-";
    }

    private static void Row(StringBuilder text, string name, params ReadOnlySpan<string> cells)
    {
        text.Append(name.Length > NameWidth ? string.Concat(name.AsSpan(0, NameWidth - 3), "...") : name.PadRight(NameWidth));
        foreach (var cell in cells)
            text.Append(cell.PadLeft(11));
        text.Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.NaN or 0.0 => "-",
        _ when Math.Abs(value) >= 1e6 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 1e3 => value.ToString("0", CultureInfo.InvariantCulture),
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };
}
