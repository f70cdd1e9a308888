using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Monitors;

/// <summary>
/// A list of records of one size in native memory that grows by chunks: appending copies nothing but the record and allocates no
/// managed memory. It can forget its first records, or keep all but the last chunk in a file.
/// </summary>
internal sealed unsafe class ChunkedLog : IDisposable
{
    private const int ChunkBytes = 1 << 18;

    private readonly nuint _chunkBytes;
    private void** _chunks;
    private int _chunkCount;
    private int _directory;

    // The records in memory begin at this place of the first chunk; before them are those in the file.
    private long _first;
    private long _inFile;
    private LogFile? _file;
    private NativeBuffer? _read;
    private long _readChunk = -1;

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

    /// <summary>Bytes of memory.</summary>
    public nuint ByteCount => (nuint)_chunkCount * _chunkBytes;

    /// <summary>The file records go to; null while they stay in memory.</summary>
    public string? File => _file?.Path;

    /// <summary>Makes room for one more record.</summary>
    /// <returns>Its address; what is there is undefined.</returns>
    public void* Append()
    {
        var address = Room(out _);
        Count++;
        return address;
    }

    /// <summary>Makes room for several records in one place.</summary>
    /// <param name="wanted">How many are to come.</param>
    /// <param name="given">For how many of them there is room now.</param>
    /// <returns>Address of the first one; what is there is undefined.</returns>
    public void* Append(int wanted, out int given)
    {
        var address = Room(out var free);
        given = Math.Min(wanted, free);
        Count += given;
        return address;
    }

    /// <summary>Appends records that lie one after the other.</summary>
    public void Append(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var address = Room(out var free);
            var taken = Math.Min(free * RecordBytes, records.Length);
            records[..taken].CopyTo(new Span<byte>(address, taken));
            Count += taken / RecordBytes;
            records = records[taken..];
        }
    }

    /// <summary>Address of a record, valid until the next call.</summary>
    public void* Record(long index)
    {
        if ((ulong)index >= (ulong)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} records.");
        if (index < _inFile)
            return FromFile(index);
        var (chunk, place) = Math.DivRem(_first + index - _inFile, RecordsPerChunk);
        return (byte*)_chunks[chunk] + (place * RecordBytes);
    }

    /// <summary>Forgets the first records; their memory is used again.</summary>
    public void DropFirst(long records)
    {
        _first += records;
        Count -= records;
        while (_first >= RecordsPerChunk)
        {
            var emptied = _chunks[0];
            for (var i = 1; i < _chunkCount; i++)
                _chunks[i - 1] = _chunks[i];
            _chunks[_chunkCount - 1] = emptied;
            _first -= RecordsPerChunk;
        }
    }

    /// <summary>Moves all records to a file, and further ones whenever a chunk is full.</summary>
    /// <param name="file">The file, which the log owns from now on.</param>
    public void StreamTo(LogFile file)
    {
        if (_first != 0)
            throw new InvalidOperationException("A recording whose beginning is dropped cannot go to a file.");
        _file = file;
        var full = (int)(Count / RecordsPerChunk);
        for (var i = 0; i < full; i++)
            WriteOut(_chunks[i]);
        if (full == 0)
            return;
        var last = full < _chunkCount ? _chunks[full] : _chunks[0];
        for (var i = 0; i < _chunkCount; i++)
        {
            if (_chunks[i] != last)
                NativeMemory.AlignedFree(_chunks[i]);
        }

        GC.RemoveMemoryPressure((long)(ByteCount - _chunkBytes));
        _chunks[0] = last;
        _chunkCount = 1;
    }

    /// <summary>Brings the file up to date.</summary>
    public void Flush()
    {
        if (_file is null)
            return;
        var rest = Count - _inFile;
        if (rest > 0)
            _file.Write(_inFile * RecordBytes, new ReadOnlySpan<byte>(_chunks[0], (int)rest * RecordBytes));
        _file.WriteHeader(Count);
    }

    /// <summary>Completes and closes the file, which stays; the log is empty and goes on in memory.</summary>
    public void EndStream()
    {
        if (_file is null)
            return;
        Flush();
        _file.Dispose();
        (_file, _inFile, _readChunk) = (null, 0, -1);
        Clear();
    }

    /// <summary>Drops all records and their memory.</summary>
    public void Clear()
    {
        Free();
        (Count, _first, _inFile, _readChunk) = (0, 0, 0, -1);
        _file?.Clear();
    }

    public void Dispose()
    {
        EndStream();
        Clear();
        _read?.Dispose();
        _read = null;
        GC.SuppressFinalize(this);
    }

    private void* Room(out int free)
    {
        var (chunk, place) = Math.DivRem(_first + Count - _inFile, RecordsPerChunk);
        if (chunk == 1 && _file is not null)
        {
            WriteOut(_chunks[0]);
            _file.WriteHeader(Count);
            chunk = 0;
        }

        if (chunk == _chunkCount)
            AddChunk();
        free = (int)(RecordsPerChunk - place);
        return (byte*)_chunks[chunk] + (place * RecordBytes);
    }

    private void WriteOut(void* chunk)
    {
        _file!.Write(_inFile * RecordBytes, new ReadOnlySpan<byte>(chunk, (int)_chunkBytes));
        _inFile += RecordsPerChunk;
    }

    private void* FromFile(long index)
    {
        var (chunk, place) = Math.DivRem(index, RecordsPerChunk);
        _read ??= new NativeBuffer(_chunkBytes);
        if (_readChunk != chunk)
        {
            _file!.Read(chunk * (long)_chunkBytes, new Span<byte>(_read.Address, (int)_chunkBytes));
            _readChunk = chunk;
        }

        return (byte*)_read.Address + (place * RecordBytes);
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
