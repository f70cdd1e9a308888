using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Annarchy;

/// <content>Snapshots.</content>
public sealed partial class BrainPool
{
    private const int Mark = 0x4e524231;

    /// <summary>Bytes a <see cref="Save(Span{byte})"/> of the whole pool takes.</summary>
    public int StateBytes => checked(Unsafe.SizeOf<Header>() + (Capacity * (Unsafe.SizeOf<Slot>() + BrainBytes)));

    /// <summary>Bytes a <see cref="Save(BrainHandle, Span{byte})"/> of one brain takes.</summary>
    public int BrainBytes => _replicas.StateBytes;

    /// <summary>Copies the whole pool into a buffer, so that <see cref="Restore(ReadOnlySpan{byte})"/> can go back to this moment.</summary>
    /// <param name="destination">At least <see cref="StateBytes"/> long.</param>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public void Save(Span<byte> destination)
    {
        CheckBuffer(destination.Length, StateBytes, nameof(destination));
        MemoryMarshal.Write(destination, new Header
        {
            Mark = Mark,
            Capacity = Capacity,
            BrainBytes = BrainBytes,
            Count = Count,
            FirstFree = _firstFree,
            Next = _next,
            MaximalCatchUp = _maximalCatchUp,
            IsPaused = IsPaused ? 1 : 0,
            StepsDue = _stepsDue,
            Accumulated = _accumulated,
        });
        destination = destination[Unsafe.SizeOf<Header>()..];
        MemoryMarshal.AsBytes(_slots.AsSpan()).CopyTo(destination);
        destination = destination[(Capacity * Unsafe.SizeOf<Slot>())..];
        for (var i = 0; i < Capacity; i++)
        {
            if ((_slots[i].Generation & 1) == 1)
                _replicas.Save(i, destination[(i * BrainBytes)..]);
        }
    }

    /// <summary>
    /// Makes the pool what it was when it was saved: brains, their handles, time and what is due. With the same inputs it goes on just as it
    /// went on then. Handles of brains spawned since then are not to be used any more.
    /// </summary>
    /// <param name="source">What <see cref="Save(Span{byte})"/> of this pool, or one of the same template and capacity, wrote.</param>
    /// <exception cref="ArgumentException">The buffer does not hold the state of such a pool; nothing is changed.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public void Restore(ReadOnlySpan<byte> source)
    {
        CheckBuffer(source.Length, StateBytes, nameof(source));
        var header = MemoryMarshal.Read<Header>(source);
        if (header.Mark != Mark || header.Capacity != Capacity || header.BrainBytes != BrainBytes)
            throw new ArgumentException("The buffer does not hold the state of a pool of this template and capacity.", nameof(source));
        source = source[Unsafe.SizeOf<Header>()..];
        source[..(Capacity * Unsafe.SizeOf<Slot>())].CopyTo(MemoryMarshal.AsBytes(_slots.AsSpan()));
        source = source[(Capacity * Unsafe.SizeOf<Slot>())..];
        for (var i = 0; i < Capacity; i++)
        {
            if ((_slots[i].Generation & 1) == 1)
                _replicas.Load(i, source[(i * BrainBytes)..]);
        }

        (Count, _firstFree, _next) = (header.Count, header.FirstFree, header.Next);
        (_maximalCatchUp, IsPaused) = (header.MaximalCatchUp, header.IsPaused != 0);
        (_stepsDue, _accumulated) = (header.StepsDue, header.Accumulated);
    }

    /// <summary>Copies one brain into a buffer: values, what is under way, its time and random numbers.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <param name="destination">At least <see cref="BrainBytes"/> long.</param>
    /// <exception cref="ArgumentException">The brain is not alive, or the buffer is too short.</exception>
    public void Save(BrainHandle brain, Span<byte> destination)
    {
        SlotOf(brain);
        _replicas.Save(brain.Index, destination);
    }

    /// <summary>Makes a brain what was saved, of itself or another one: to rewind it, or to copy what one has learnt.</summary>
    /// <param name="brain">A brain alive.</param>
    /// <param name="source">What <see cref="Save(BrainHandle, Span{byte})"/> wrote.</param>
    /// <exception cref="ArgumentException">The brain is not alive, or the buffer is too short.</exception>
    public void Restore(BrainHandle brain, ReadOnlySpan<byte> source)
    {
        SlotOf(brain);
        _replicas.Load(brain.Index, source);
    }

    private void CheckBuffer(int length, int needed, string parameter)
    {
        CheckNotDisposed();
        if (length < needed)
            throw new ArgumentException($"The state of the pool takes {needed} bytes; the buffer has {length}.", parameter);
    }

    private struct Header
    {
        public int Mark;
        public int Capacity;
        public int BrainBytes;
        public int Count;
        public int FirstFree;
        public int Next;
        public int MaximalCatchUp;
        public int IsPaused;
        public long StepsDue;
        public double Accumulated;
    }
}
