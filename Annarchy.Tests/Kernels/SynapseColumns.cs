using Annarchy.Kernels;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>A random column for every slot of a program over synapses, all of the same length, and two index arrays without repetition.</summary>
internal sealed unsafe class SynapseColumns : IDisposable
{
    private readonly UpdateProgram _program;
    private readonly Column[] _columns;

    public SynapseColumns(UpdateProgram program, Precision precision, int seed, int rows)
    {
        _program = program;
        _columns = [.. program.Slots.Select(s => new Column(s.Name, s.Kind, precision, rows))];
        var random = new Random(seed);
        foreach (var column in _columns)
        {
            for (var row = 0; row < rows; row++)
                column[row] = column.Kind == AttributeKind.Real ? (random.NextDouble() * 4.0) - 1.0 : random.Next(2);
        }

        Indices = [Permutation(random, rows), Permutation(random, rows)];
    }

    public int[][] Indices { get; }

    public nint[] Addresses => [.. _columns.Select(c => c.Address)];

    public Column this[Slot slot] => _columns[_program.Slots.IndexOf(slot)];

    /// <summary>Runs a kernel and returns the rows it found spiking.</summary>
    public int[] Run(SynapseKernel kernel, int begin, int end)
    {
        var room = Math.Max(end - begin, 0) + 16;
        var ranks = new int[2 * room];
        fixed (nint* addresses = Addresses)
        fixed (int* first = Indices[0], second = Indices[1], rank = ranks)
        {
            var run = new KernelSpikes { Ranks = rank, AxonRanks = rank + room };
            var indices = stackalloc int*[] { first, second };
            kernel.Run(addresses, indices, begin, end, &run);
            return ranks[..run.Count];
        }
    }

    public void Dispose()
    {
        foreach (var column in _columns)
            column.Dispose();
    }

    /// <summary>All rows in random order, with a vector to spare.</summary>
    private static int[] Permutation(Random random, int rows)
    {
        var ranks = Enumerable.Range(0, rows).ToArray();
        random.Shuffle(ranks);
        return [.. ranks, .. new int[16]];
    }
}
