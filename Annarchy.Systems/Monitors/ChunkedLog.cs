using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Monitors;

/// <summary>
/// A list of records of one size in native memory that grows by chunks: appending copies nothing but the record and allocates no
/// managed memory.
/// </summary>
internal sealed unsafe class ChunkedLog : IDisposable
{
    private const int ChunkBytes = 1 << 18;

    private readonly nuint _chunkBytes;
    private void** _chunks;
    private int _chunkCount;
    private int _directory;

    /// <param name="recordBytes">Size of a record.</param>
    public ChunkedLog(int recordBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(recordBytes, 1);
        RecordBytes = recordBytes;
        RecordsPerChunk = Math.Max(ChunkBytes / recordBytes, 1);
        _chunkBytes = (nuint)RecordsPerChunk * (nuint)recordBytes;
    }

    ~ChunkedLog() => Free();

    public int RecordBytes { get; }

    public int RecordsPerChunk { get; }

    /// <summary>Number of records.</summary>
    public long Count { get; private set; }

    public nuint ByteCount => (nuint)_chunkCount * _chunkBytes;

    /// <summary>Makes room for one more record.</summary>
    /// <returns>Its address; what is there is undefined.</returns>
    public void* Append()
    {
        var (chunk, index) = Math.DivRem(Count, RecordsPerChunk);
        if (chunk == _chunkCount)
            AddChunk();
        Count++;
        return (byte*)_chunks[chunk] + (index * RecordBytes);
    }

    /// <summary>Appends records that lie one after the other.</summary>
    public void Append(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var (chunk, index) = Math.DivRem(Count, RecordsPerChunk);
            if (chunk == _chunkCount)
                AddChunk();
            var room = (int)(RecordsPerChunk - index) * RecordBytes;
            var taken = Math.Min(room, records.Length);
            records[..taken].CopyTo(new Span<byte>((byte*)_chunks[chunk] + (index * RecordBytes), taken));
            Count += taken / RecordBytes;
            records = records[taken..];
        }
    }

    /// <summary>Address of a record.</summary>
    public void* Record(long index)
    {
        if ((ulong)index >= (ulong)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} records.");
        var (chunk, place) = Math.DivRem(index, RecordsPerChunk);
        return (byte*)_chunks[chunk] + (place * RecordBytes);
    }

    /// <summary>Drops all records and their memory.</summary>
    public void Clear()
    {
        Free();
        Count = 0;
    }

    public void Dispose()
    {
        Clear();
        GC.SuppressFinalize(this);
    }

    private void AddChunk()
    {
        if (_chunkCount == _directory)
        {
            _directory = Math.Max(16, 2 * _directory);
            _chunks = (void**)NativeMemory.Realloc(_chunks, (nuint)(_directory * sizeof(void*)));
        }

        _chunks[_chunkCount] = NativeMemory.AlignedAlloc(_chunkBytes, NativeBuffer.Alignment);
        _chunkCount++;
        GC.AddMemoryPressure((long)_chunkBytes);
    }

    private void Free()
    {
        for (var i = 0; i < _chunkCount; i++)
            NativeMemory.AlignedFree(_chunks[i]);
        NativeMemory.Free(_chunks);
        if (_chunkCount > 0)
            GC.RemoveMemoryPressure((long)ByteCount);
        _chunks = null;
        (_chunkCount, _directory) = (0, 0);
    }
}
