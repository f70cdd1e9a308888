using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>
/// What will arrive at the neurons of a population in each of the coming steps: spikes are added where they are due when they are
/// emitted, whatever their delays.
/// </summary>
internal sealed unsafe class ArrivalRing : IDisposable
{
    private NativeBuffer _buffer;
    private readonly int _elementSize;
    private int _step;

    /// <param name="precision">Width of an element.</param>
    /// <param name="stride">Elements per step, padded.</param>
    /// <param name="depth">Longest delay in steps.</param>
    public ArrivalRing(Precision precision, int stride, int depth)
    {
        Stride = stride;
        Depth = depth;
        Size = SizeOf(depth, stride);
        _elementSize = precision == Precision.Single ? sizeof(float) : sizeof(double);
        _buffer = new NativeBuffer((nuint)Size * (nuint)_elementSize);
    }

    /// <summary>Elements of one step.</summary>
    public int Stride { get; }

    /// <summary>Steps ahead.</summary>
    public int Depth { get; private set; }

    /// <summary>Elements in all.</summary>
    public int Size { get; private set; }

    /// <summary>First element of the step in progress; later steps follow, around the end.</summary>
    public int Head => _step * Stride;

    public void* Address => _buffer.Address;

    public nuint ByteCount => _buffer.ByteCount;

    /// <summary>First element of the step that is <paramref name="ahead"/> steps after the one in progress.</summary>
    public nint At(int ahead)
    {
        if ((uint)ahead >= (uint)Depth)
            throw new ArgumentOutOfRangeException(nameof(ahead), ahead, $"The ring looks {Depth} steps ahead.");
        return (nint)_buffer.Address + ((nint)((_step + ahead) % Depth) * Stride * _elementSize);
    }

    /// <summary>Makes room for longer delays.</summary>
    public void EnsureDepth(int depth)
    {
        if (depth <= Depth)
            return;
        var size = SizeOf(depth, Stride);
        var grown = new NativeBuffer((nuint)size * (nuint)_elementSize);
        var bytes = (long)Stride * _elementSize;
        for (var ahead = 0; ahead < Depth; ahead++)
            Buffer.MemoryCopy((void*)At(ahead), (byte*)grown.Address + (ahead * bytes), bytes, bytes);
        _buffer.Dispose();
        (_buffer, _step, Depth, Size) = (grown, 0, depth, size);
    }

    /// <summary>Moves on by one step; the step left behind must have been cleared.</summary>
    public void Advance() => _step = _step + 1 == Depth ? 0 : _step + 1;

    public void Clear() => NativeMemory.Clear(_buffer.Address, _buffer.ByteCount);

    public void Dispose() => _buffer.Dispose();

    private static int SizeOf(int depth, int stride)
    {
        var elements = (long)stride * depth;
        return elements <= int.MaxValue / 2
            ? (int)elements
            : throw new ArgumentException($"Delays of {depth} steps onto {stride} neurons are too long.");
    }
}
