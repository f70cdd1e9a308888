using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Annarchy.Benchmarks.Micro;

/// <summary><c>sums</c>: weighted sums beside reading the weights, by the shortest times of many runs.</summary>
internal static class SumsCommand
{
    private const int Repetitions = 60;

    public static Command Create()
    {
        var command = new Command("sums", "Weighted sums beside reading the weights.");
        command.SetAction(_ =>
        {
            Measure(992);
            Measure(4000);
        });
        return command;
    }

    /// <summary>All by turns, so that they see the same machine.</summary>
    private static void Measure(int size)
    {
        using var sums = new WeightedSumBenchmarks { Size = size };
        sums.Setup();
        var pairs = (double)size * size;
        (string Name, Action Run, double Bytes)[] cases =
        [
            ("reading", () => sums.ReadSingle(), 4.0 * pairs),
            ("float", sums.Single, 4.0 * pairs),
            ("double", sums.Double, 8.0 * pairs),
            ("half", sums.Half, 2.0 * pairs),
            ("sparse, ranks and weights", sums.Sparse, 8.0 * pairs / WeightedSumBenchmarks.SparseShare),
        ];
        var least = new double[cases.Length];
        Array.Fill(least, double.PositiveInfinity);
        for (var i = 0; i < Repetitions; i++)
        {
            for (var c = 0; c < cases.Length; c++)
            {
                // As in the steps of a simulation, caches hold what the last time left there.
                cases[c].Run();
                var clock = Stopwatch.GetTimestamp();
                cases[c].Run();
                least[c] = Math.Min(least[c], Stopwatch.GetElapsedTime(clock).TotalNanoseconds);
            }
        }

        Console.WriteLine($"{size + " x " + size,-28} {"us",10} {"GB/s",8} {"per byte read",14}");
        for (var c = 0; c < cases.Length; c++)
        {
            var (name, _, bytes) = cases[c];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-28} {least[c] / 1000.0,10:F1} {bytes / least[c],8:F1} {least[c] / bytes * cases[0].Bytes / least[0],14:F2}"));
        }
    }
}
