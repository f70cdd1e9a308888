using Annarchy.Kernels;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>Runs kernels over the columns of a test and compares columns.</summary>
internal static unsafe class EmitRun
{
    /// <summary>Runs a kernel over a range of rows.</summary>
    /// <returns>The ranks that spiked, and those that sent an axonal spike.</returns>
    public static (int[] Spikes, int[] AxonSpikes) Run(Kernel kernel, ProgramColumns columns, int begin, int end)
    {
        var addresses = columns.Addresses;
        var ranks = new int[end - begin + 16];
        var axonRanks = new int[end - begin + 16];
        fixed (nint* address = addresses)
        fixed (int* rank = ranks, axonRank = axonRanks)
        {
            var spikes = new KernelSpikes { Ranks = rank, AxonRanks = axonRank };
            kernel.Run(address, begin, end, &spikes);
            return (ranks[..spikes.Count], axonRanks[..spikes.AxonCount]);
        }
    }

    /// <summary>Checks that columns hold the same bits; any NaN is as good as another.</summary>
    public static void AssertSame(UpdateProgram program, ProgramColumns expected, ProgramColumns actual, string context)
    {
        for (var i = 0; i < expected.All.Count; i++)
        {
            var (e, a) = (expected.All[i], actual.All[i]);
            for (var row = 0; row < e.Length; row++)
            {
                if (Bits(e, row) != Bits(a, row))
                    Assert.Fail($"{context}: {program.Slots[i]}[{row}] is {a[row]:R}, expected {e[row]:R}.");
            }
        }
    }

    private static long Bits(Column column, int row)
    {
        var value = column[row];
        return column.Kind != AttributeKind.Real ? column.Precision == Precision.Double ? column.AsSpan<long>()[row] : column.AsSpan<int>()[row]
            : double.IsNaN(value) ? long.MaxValue : BitConverter.DoubleToInt64Bits(value);
    }
}
