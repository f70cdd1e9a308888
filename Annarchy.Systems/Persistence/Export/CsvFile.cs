using System.Globalization;

namespace Annarchy.Persistence;

/// <summary>Writes recordings as comma-separated text, one record per line, numbers in the shortest form that reads back the same.</summary>
internal static class CsvFile
{
    public static void Write(Stream stream, Monitor monitor, string variable)
    {
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        if (variable is "spike" or "axon_spike")
        {
            text.WriteLine("time,rank");
            foreach (var (step, rank) in InOrder(monitor, variable))
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step * monitor.Network.TimeStep},{rank}"));
            return;
        }

        var rows = monitor.GetJagged(variable, keep: true);
        var width = rows.Select(r => r.Length).DefaultIfEmpty(0).Max();
        text.Write("record");
        for (var i = 0; i < width; i++)
            text.Write(string.Create(CultureInfo.InvariantCulture, $",{Quoted(width == 1 ? variable : $"{variable}[{i}]")}"));
        text.WriteLine();
        for (var record = 0; record < rows.Length; record++)
        {
            text.Write(record.ToString(CultureInfo.InvariantCulture));
            foreach (var value in rows[record])
            {
                text.Write(',');
                text.Write(value.ToString("R", CultureInfo.InvariantCulture));
            }

            text.WriteLine();
        }
    }

    /// <summary>All spikes by step, then rank.</summary>
    public static List<(long Step, int Rank)> InOrder(Monitor monitor, string variable)
    {
        var spikes = new List<(long Step, int Rank)>();
        foreach (var (rank, steps) in monitor.Spikes(keep: true, variable))
            spikes.AddRange(steps.Select(step => (step, rank)));
        spikes.Sort();
        return spikes;
    }

    private static string Quoted(string name) => name.AsSpan().ContainsAny(',', '"') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
