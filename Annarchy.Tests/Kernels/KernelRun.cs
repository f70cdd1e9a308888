using Annarchy.Kernels;
using Annarchy.Randomness;

namespace Annarchy.Tests.Kernels;

/// <summary>Calls kernels with managed columns and lists.</summary>
internal static unsafe class KernelRun
{
    /// <summary>Runs a kernel over a range of rows and returns the ranks it found spiking.</summary>
    public static (int[] Spikes, int[] AxonSpikes) Run(
        Kernel kernel, ProgramColumns columns, int begin, int end, RandomKey random = default)
    {
        var room = end - begin + 16;
        var ranks = new int[room];
        var axonRanks = new int[room];
        fixed (nint* addresses = columns.Addresses)
        fixed (int* spikes = ranks)
        fixed (int* axonSpikes = axonRanks)
        {
            var found = new KernelSpikes { Ranks = spikes, AxonRanks = axonSpikes, Random = random };
            kernel.Run(addresses, begin, end, &found);
            return (ranks[..found.Count], axonRanks[..found.AxonCount]);
        }
    }
}
