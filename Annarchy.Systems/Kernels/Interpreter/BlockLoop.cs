using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Annarchy.Storage;

namespace Annarchy.Kernels.Interpreter;

/// <summary>
/// Runs a prologue of invariants once, then the body for one block of rows after another, then an epilogue. Registers and scratch
/// blocks live on the stack, so runs allocate nothing and do not meet.
/// </summary>
internal sealed unsafe class BlockLoop
{
    /// <summary>
    /// Bytes of columns and scratch that a block should touch: what a second-level cache holds with ease. Larger blocks than a
    /// first-level cache holds are the faster ones, since each instruction costs some nanoseconds to begin.
    /// </summary>
    private const int CacheBudget = 64 * 1024;

    private const int SmallestBlock = 512;
    private const int LargestBlock = 1024;

    /// <summary>Bytes of scratch blocks on the stack; programs with very many live values have smaller blocks.</summary>
    private const int ScratchBudget = 192 * 1024;

    /// <summary>Beyond this, scratch memory comes from the heap rather than the stack.</summary>
    private const int LargestStackFrame = 256 * 1024;

    /// <summary>Rows of blocks are a multiple of this, so that blocks begin on the same lane of partial results.</summary>
    private const int BlockGranularity = 64;

    private readonly int _elementSize;
    private readonly int _columns;
    private readonly int[] _rowColumns;
    private readonly int _scalars;
    private readonly int _scratch;
    private readonly int _blockRows;
    private readonly Instruction[] _prologue;
    private readonly Instruction[] _body;
    private readonly Instruction[] _epilogue;
    private readonly Operand? _spike;
    private readonly Operand? _axonSpike;

    /// <param name="precision">Width of the elements.</param>
    /// <param name="access">How rows find their values in every column.</param>
    /// <param name="scalars">Registers of one vector: invariants and partial results.</param>
    /// <param name="scratch">Registers of scratch blocks.</param>
    /// <param name="prologue">What is evaluated once per run.</param>
    /// <param name="body">What is evaluated for every block.</param>
    /// <param name="epilogue">What is done at the end with the rows of the whole run.</param>
    /// <param name="spike">Where the spike condition is after the body.</param>
    /// <param name="axonSpike">Where the axonal spike condition is after the body.</param>
    public BlockLoop(
        Precision precision,
        ImmutableArray<SlotAccess> access,
        int scalars,
        int scratch,
        ImmutableArray<Instruction> prologue,
        ImmutableArray<Instruction> body,
        ImmutableArray<Instruction> epilogue,
        Operand? spike,
        Operand? axonSpike)
    {
        _elementSize = precision == Precision.Double ? sizeof(double) : sizeof(float);
        _columns = access.Length;
        _rowColumns = [.. Enumerable.Range(0, _columns).Where(i => access[i].Kind == AccessKind.Row)];
        _scalars = scalars;
        _scratch = scratch;
        _prologue = [.. prologue];
        _body = [.. body];
        _epilogue = [.. epilogue];
        _spike = spike;
        _axonSpike = axonSpike;
        var inCache = CacheBudget / Math.Max((_rowColumns.Length + scratch) * _elementSize, 1);
        var onStack = ScratchBudget / Math.Max(scratch * _elementSize, 1);
        var rows = Math.Min(Math.Clamp(inCache, SmallestBlock, LargestBlock), onStack);
        _blockRows = Math.Max(rows / BlockGranularity * BlockGranularity, BlockGranularity);
    }

    /// <summary>Rows evaluated together.</summary>
    public int BlockRows => _blockRows;

    private int RegisterCount => _columns + _scalars + _scratch;

    [SkipLocalsInit]
    public void Run(nint* columns, int** indices, int begin, int end, KernelSpikes* spikes)
    {
        if (begin >= end)
            return;

        // One line more than a block, so that scratch blocks do not compete for the same cache sets.
        var rows = Math.Min(_blockRows, (int)Column.PaddedRows(end - begin));
        var scratchStride = (rows * _elementSize) + NativeBuffer.Alignment;
        var bytes = (RegisterCount * sizeof(byte*)) + NativeBuffer.Alignment + (_scalars * Frame.VectorBytes) + (_scratch * scratchStride);
        if (bytes <= LargestStackFrame)
        {
            var memory = stackalloc byte[bytes];
            Run(NewFrame(memory, scratchStride, columns, indices, spikes), columns, begin, end, rows);
            return;
        }

        var heap = (byte*)NativeMemory.Alloc((nuint)bytes);
        try
        {
            Run(NewFrame(heap, scratchStride, columns, indices, spikes), columns, begin, end, rows);
        }
        finally
        {
            NativeMemory.Free(heap);
        }
    }

    private Frame NewFrame(byte* memory, int scratchStride, nint* columns, int** indices, KernelSpikes* spikes)
    {
        var registers = (byte**)memory;
        for (var i = 0; i < _columns; i++)
            registers[i] = (byte*)columns[i];
        var next = Align(memory + (RegisterCount * sizeof(byte*)));
        for (var i = _columns; i < _columns + _scalars; i++, next += Frame.VectorBytes)
            registers[i] = next;
        for (var i = _columns + _scalars; i < RegisterCount; i++, next += scratchStride)
            registers[i] = next;
        return new Frame { Registers = registers, Indices = indices, Run = spikes };
    }

    private void Run(Frame frame, nint* columns, int begin, int end, int blockRows)
    {
        frame.Rows = frame.PaddedRows = Frame.VectorBytes / _elementSize;
        foreach (var instruction in _prologue)
            instruction.Execute(in frame);

        for (var row = begin; row < end; row += blockRows)
        {
            frame.FirstRow = row;
            frame.Rows = Math.Min(blockRows, end - row);
            frame.PaddedRows = (int)Column.PaddedRows(frame.Rows);
            foreach (var i in _rowColumns)
                frame.Registers[i] = (byte*)columns[i] + ((nint)row * _elementSize);
            foreach (var instruction in _body)
                instruction.Execute(in frame);
            AppendSpikes(in frame);
        }

        frame.Rows = end - begin;
        foreach (var instruction in _epilogue)
            instruction.Execute(in frame);
    }

    private void AppendSpikes(in Frame frame)
    {
        var run = frame.Run;
        if (run is null)
            return;
        if (_spike is { } spike)
            run->Count = AppendRanks(in frame, spike, run->Ranks, run->Count);
        if (_axonSpike is { } axonSpike)
            run->AxonCount = AppendRanks(in frame, axonSpike, run->AxonRanks, run->AxonCount);
    }

    private static byte* Align(byte* address) =>
        (byte*)(((nuint)address + NativeBuffer.Alignment - 1) & ~(nuint)(NativeBuffer.Alignment - 1));

    private int AppendRanks(in Frame frame, Operand condition, int* ranks, int count) => _elementSize == sizeof(double)
        ? AppendRanks<long>(in frame, condition, ranks, count)
        : AppendRanks<int>(in frame, condition, ranks, count);

    private static int AppendRanks<TInteger>(in Frame frame, Operand condition, int* ranks, int count)
        where TInteger : unmanaged
    {
        var lanes = Vector512<TInteger>.Count;
        var values = frame.Registers[condition.Register];
        for (var i = 0; i < frame.Rows; i += lanes, values += condition.Stride)
        {
            var silent = Vector512.Equals(Vector512.Load((TInteger*)values), Vector512<TInteger>.Zero);
            var rows = (1UL << Math.Min(lanes, frame.Rows - i)) - 1;
            for (var spiking = ~silent.ExtractMostSignificantBits() & rows; spiking != 0; spiking &= spiking - 1)
                ranks[count++] = frame.FirstRow + i + BitOperations.TrailingZeroCount(spiking);
        }

        return count;
    }
}
