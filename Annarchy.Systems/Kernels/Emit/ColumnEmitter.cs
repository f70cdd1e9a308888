using System.Reflection.Emit;

namespace Annarchy.Kernels.Emit;

/// <summary>Emits reads and writes of columns.</summary>
internal sealed class ColumnEmitter(KernelFrame frame)
{
    private readonly Dictionary<int, ReductionEmitter> _reductions = [];

    private ILWriter Il => frame.Il;

    private VectorMethods Vectors => frame.Vectors;

    /// <summary>Prepares for combining what is stored to uniform columns over the rows of a run.</summary>
    public void BeginReductions()
    {
        if (!frame.Shape.IsOverSynapses)
            return;
        foreach (var store in frame.Shape.Program.Stores)
        {
            var column = frame.Shape.Program.Slots.IndexOf(store.Target);
            if (!frame.Shape.IsUniform(column))
                continue;
            if (store.Target.Kind != AttributeKind.Real)
                throw new NotSupportedException($"'{store.Target}' is not real: its contributions cannot be combined.");
            _reductions.Add(column, new ReductionEmitter(frame, column));
        }
    }

    /// <summary>At the end of a vector of rows.</summary>
    public void NextVector()
    {
        foreach (var reduction in _reductions.Values)
            reduction.NextVector();
    }

    /// <summary>Adds the combined values to their columns, after the loop.</summary>
    public void EndReductions()
    {
        foreach (var reduction in _reductions.Values)
            reduction.End();
    }

    /// <summary>Leaves the lanes of a column on the stack, as the column holds them.</summary>
    public void Read(int column)
    {
        var reals = IsReal(column);
        switch (frame.Shape[column].Kind)
        {
            case AccessKind.Uniform:
                frame.PushColumn(column);
                Il.LoadObject(reals ? Vectors.Real : Vectors.Integer);
                Il.Call(Vectors.Broadcast(reals));
                break;
            case AccessKind.Row:
                frame.PushRowAddress(column);
                Il.LoadObject(TypeOf(column));
                break;
            default:
                frame.PushColumn(column);
                frame.PushPlaces(column);
                Il.Call(Vectors.Gather(reals));
                break;
        }
    }

    /// <summary>Writes the lanes on the stack, as the column holds them.</summary>
    public void Write(int column)
    {
        // Into a local first, so that nothing waits on the stack while the value is computed.
        var value = frame.Temporary(TypeOf(column));
        Il.StoreLocal(value);
        switch (frame.Shape[column].Kind)
        {
            case AccessKind.Uniform when frame.Shape.IsOverSynapses:
                _reductions[column].Combine(value);
                break;
            case AccessKind.Uniform:
                WriteFirst(column, value);
                break;
            case AccessKind.Row when frame.Shape.IsOverSynapses:
                WriteRemaining(column, value);
                break;
            case AccessKind.Row:
                WriteVector(column, value);
                break;
            default:
                frame.PushColumn(column);
                frame.PushPlaces(column);
                Il.LoadLocal(value);
                Il.LoadLocal(frame.Remaining);
                Il.Call(Vectors.Scatter(IsReal(column)));
                break;
        }
    }

    private bool IsReal(int column) => frame.Shape.Program.Slots[column].Kind == AttributeKind.Real;

    private Type TypeOf(int column) => IsReal(column) ? Vectors.RealVector : Vectors.IntegerVector;

    private void WriteVector(int column, LocalBuilder value)
    {
        frame.PushRowAddress(column);
        Il.LoadLocal(value);
        Il.StoreObject(TypeOf(column));
    }

    /// <summary>The single row of a global pass.</summary>
    private void WriteFirst(int column, LocalBuilder value)
    {
        var reals = IsReal(column);
        frame.PushColumn(column);
        Il.LoadLocal(value);
        Il.Call(Vectors.First(reals));
        Il.StoreObject(reals ? Vectors.Real : Vectors.Integer);
    }

    /// <summary>All lanes, or those that belong to the run.</summary>
    private void WriteRemaining(int column, LocalBuilder value)
    {
        var (part, done) = (Il.DefineLabel(), Il.DefineLabel());
        Il.LoadLocal(frame.Remaining);
        Il.LoadInt32(Vectors.Lanes);
        Il.Branch(OpCodes.Blt, part);
        WriteVector(column, value);
        Il.Branch(OpCodes.Br, done);
        Il.MarkLabel(part);
        frame.PushRowAddress(column);
        Il.LoadLocal(value);
        Il.LoadLocal(frame.Remaining);
        Il.Call(Vectors.StoreFirst(IsReal(column)));
        Il.MarkLabel(done);
    }
}
