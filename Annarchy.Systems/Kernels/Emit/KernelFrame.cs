using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>The method being emitted: its arguments, where its columns are, and the vector of rows the loop is at.</summary>
/// <param name="il">Where instructions go.</param>
/// <param name="vectors">The vectors it works on.</param>
/// <param name="shape">What it computes.</param>
internal sealed class KernelFrame(ILWriter il, VectorMethods vectors, KernelShape shape)
{
    // Number 0 is the delegate's target, unused.
    private const int ColumnsArgument = 1;
    private const int IndicesArgument = 2;

    private static readonly FieldInfo AheadField = typeof(KernelSpikes).GetField(nameof(KernelSpikes.Ahead))!;

    private readonly LocalBuilder?[] _columns = new LocalBuilder?[shape.Program.Slots.Length];
    private readonly Dictionary<int, LocalBuilder> _indices = [];
    private readonly Dictionary<Type, LocalBuilder> _temporaries = [];

    public ILWriter Il { get; } = il;

    public VectorMethods Vectors { get; } = vectors;

    public KernelShape Shape { get; } = shape;

    /// <summary>Distance of the first row of the loop from row 0, in bytes.</summary>
    public LocalBuilder First { get; private set; } = null!;

    /// <summary>Distance of the rows the loop is at from row 0, in bytes.</summary>
    public LocalBuilder Offset { get; private set; } = null!;

    /// <summary>Distance of the end from row 0, in bytes.</summary>
    public LocalBuilder Last { get; private set; } = null!;

    /// <summary>Rows from the present one to the end; over synapses only.</summary>
    public LocalBuilder Remaining { get; private set; } = null!;

    /// <summary>Distance of the rows that come next from the present ones, in bytes; over synapses only.</summary>
    public LocalBuilder Ahead { get; private set; } = null!;

    /// <summary>Where the operands of calls go; only after <see cref="BeginCalls"/>.</summary>
    public LocalBuilder Operands { get; private set; } = null!;

    private int BeginArgument => Shape.IsOverSynapses ? 3 : 2;

    private int ElementShift => BitOperations.Log2((uint)Vectors.ElementSize);

    public void PushBegin() => Il.LoadArgument(BeginArgument);

    public void PushEnd() => Il.LoadArgument(BeginArgument + 1);

    /// <summary>Where spikes and draws are described.</summary>
    public void PushRun() => Il.LoadArgument(BeginArgument + 2);

    /// <summary>A local for what is used at once: the compiler keeps track of only so many.</summary>
    public LocalBuilder Temporary(Type type)
    {
        if (!_temporaries.TryGetValue(type, out var local))
            _temporaries.Add(type, local = Il.DeclareLocal(type));
        return local;
    }

    /// <summary>Takes the addresses of a column and of the index it is reached through.</summary>
    public void UseColumn(int column)
    {
        if (_columns[column] is not null)
            return;
        Il.Comment(Shape.Program.Slots[column].ToString());
        _columns[column] = LoadAddress(ColumnsArgument, column);
        var access = Shape[column];
        if (access.Kind == AccessKind.Indexed && !_indices.ContainsKey(access.Index))
            _indices.Add(access.Index, LoadAddress(IndicesArgument, access.Index));
    }

    /// <summary>Makes room for the operands of calls.</summary>
    public void BeginCalls()
    {
        var memory = Il.DeclareLocal(typeof(VirtualLanes));
        Operands = Il.DeclareLocal(typeof(nint));
        Il.LoadLocalAddress(memory);
        Il.Emit(OpCodes.Conv_U);
        Il.Call(((Func<nint, nint>)VirtualLanes.Align).Method);
        Il.StoreLocal(Operands);
    }

    public void BeginRows()
    {
        First = ByteOffset(PushBegin);
        Last = ByteOffset(PushEnd);
        Offset = Il.DeclareLocal(typeof(nint));
        Il.LoadLocal(First);
        Il.StoreLocal(Offset);
        if (!Shape.IsOverSynapses)
            return;
        Remaining = Il.DeclareLocal(typeof(int));
        Ahead = Il.DeclareLocal(typeof(nint));
        var none = Il.DefineLabel();
        Il.LoadInt32(0);
        Il.Emit(OpCodes.Conv_I);
        Il.StoreLocal(Ahead);
        PushRun();
        Il.Branch(OpCodes.Brfalse, none);
        PushRun();
        Il.LoadField(AheadField);
        Il.Emit(OpCodes.Conv_I);
        Il.LoadInt32(Vectors.ElementSize);
        Il.Emit(OpCodes.Mul);
        Il.StoreLocal(Ahead);
        Il.MarkLabel(none);
    }

    /// <summary>At the top of the loop.</summary>
    public void BeginVector()
    {
        if (!Shape.IsOverSynapses)
            return;
        Il.LoadLocal(Last);
        Il.LoadLocal(Offset);
        Il.Emit(OpCodes.Sub);
        Il.LoadInt32(ElementShift);
        Il.Emit(OpCodes.Shr);
        Il.Emit(OpCodes.Conv_I4);
        Il.StoreLocal(Remaining);
        AskAhead();
    }

    /// <summary>At the bottom of the loop: goes on to the next vector of rows if there is one.</summary>
    public void NextVector(Label top)
    {
        Il.LoadLocal(Offset);
        Il.LoadInt32(Vectors.Width.Bytes());
        Il.Emit(OpCodes.Add);
        Il.StoreLocal(Offset);
        Il.LoadLocal(Offset);
        Il.LoadLocal(Last);
        Il.Branch(OpCodes.Blt, top);
    }

    /// <summary>The address of a column.</summary>
    public void PushColumn(int column) => Il.LoadLocal(_columns[column]!);

    /// <summary>The address of the present rows in a column.</summary>
    public void PushRowAddress(int column)
    {
        PushColumn(column);
        Il.LoadLocal(Offset);
        Il.Emit(OpCodes.Add);
    }

    /// <summary>The address of the places of the present rows in an indexed column.</summary>
    public void PushPlaces(int column)
    {
        Il.LoadLocal(_indices[Shape[column].Index]);
        Il.LoadLocal(Offset);
        ScaleToIndices();
        Il.Emit(OpCodes.Add);
    }

    /// <summary>The number of the first of the present rows.</summary>
    public void PushRow()
    {
        Il.LoadLocal(Offset);
        Il.LoadInt32(ElementShift);
        Il.Emit(OpCodes.Shr);
        Il.Emit(OpCodes.Conv_I4);
    }

    /// <summary>Turns a distance in a column into one in an index.</summary>
    private void ScaleToIndices()
    {
        if (Vectors.ElementSize == sizeof(int))
            return;
        Il.LoadInt32(ElementShift - BitOperations.Log2(sizeof(int)));
        Il.Emit(OpCodes.Shr);
    }

    /// <summary>Asks for the values of the synapses that come next, as many as are visited now.</summary>
    private void AskAhead()
    {
        var none = Il.DefineLabel();
        Il.LoadLocal(Ahead);
        Il.Branch(OpCodes.Brfalse, none);
        for (var column = 0; column < _columns.Length; column++)
        {
            if (_columns[column] is null || Shape[column].Kind != AccessKind.Row || Shape.Program.Slots[column].Owner != SlotOwner.Self)
                continue;
            PushRowAddress(column);
            Il.LoadLocal(Ahead);
            Il.Emit(OpCodes.Add);
            Il.Call(((Action<nint>)LaneMemory.Prefetch).Method);
        }

        foreach (var index in _indices.Values)
        {
            Il.LoadLocal(index);
            Il.LoadLocal(Offset);
            Il.LoadLocal(Ahead);
            Il.Emit(OpCodes.Add);
            ScaleToIndices();
            Il.Emit(OpCodes.Add);
            Il.Call(((Action<nint>)LaneMemory.Prefetch).Method);
        }

        Il.MarkLabel(none);
    }

    private LocalBuilder LoadAddress(int argument, int index)
    {
        var address = Il.DeclareLocal(typeof(nint));
        Il.LoadArgument(argument);
        Il.LoadInt32(index * nint.Size);
        Il.Emit(OpCodes.Add);
        Il.Emit(OpCodes.Ldind_I);
        Il.StoreLocal(address);
        return address;
    }

    private LocalBuilder ByteOffset(Action pushRow)
    {
        var offset = Il.DeclareLocal(typeof(nint));
        pushRow();
        Il.Emit(OpCodes.Conv_I);
        Il.LoadInt32(Vectors.ElementSize);
        Il.Emit(OpCodes.Mul);
        Il.StoreLocal(offset);
        return offset;
    }
}
