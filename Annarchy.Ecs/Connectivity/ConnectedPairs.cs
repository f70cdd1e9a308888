using System.Runtime.Intrinsics.X86;
using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>Which pairs of neurons are connected, a bit each: quicker to ask than to search a row.</summary>
internal sealed unsafe class ConnectedPairs : IDisposable
{
    private const int WordBits = 64;

    /// <summary>Bits per synapse that are worth it: as many as a rank has.</summary>
    private const long MostBits = 32;

    private readonly NativeArray<ulong> _words;
    private readonly long _wordsPerRow;

    private ConnectedPairs(int rowCount, int rankCount)
    {
        _wordsPerRow = (rankCount + WordBits - 1L) / WordBits;
        _words = new NativeArray<ulong>(rowCount * _wordsPerRow);
    }

    public nuint ByteCount => _words.ByteCount;

    /// <summary>The pairs that rows connect, unless there are too few for so many bits.</summary>
    /// <param name="rows">The synapses.</param>
    /// <param name="rankCount">Neurons there are at the other end.</param>
    public static ConnectedPairs? TryMake(CompressedRows rows, int rankCount)
    {
        if ((long)rows.RowCount * rankCount > MostBits * rows.Count)
            return null;
        var pairs = new ConnectedPairs(rows.RowCount, rankCount);
        for (var row = 0; row < rows.RowCount; row++)
        {
            foreach (var cell in rows.RowCells(row))
                pairs.Set(row, rows.RankOf(cell), true);
        }

        return pairs;
    }

    /// <summary>Whether a row has a synapse with a neuron.</summary>
    public bool Get(int row, int rank) => (*Word(row, rank) >> (rank % WordBits) & 1) != 0;

    public void Set(int row, int rank, bool isConnected)
    {
        var bit = 1UL << (rank % WordBits);
        var word = Word(row, rank);
        *word = isConnected ? *word | bit : *word & ~bit;
    }

    /// <summary>Asks for the memory of a pair, a little before it is needed.</summary>
    public void Prefetch(int row, int rank)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Word(row, rank));
    }

    public void Dispose() => _words.Dispose();

    private ulong* Word(int row, int rank) => _words.Pointer + (row * _wordsPerRow) + (rank / WordBits);
}
