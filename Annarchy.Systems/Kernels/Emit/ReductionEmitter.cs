using System.Reflection;
using System.Reflection.Emit;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// Emits the combination of a value over all rows of a run. Row <c>j</c> goes to virtual lane <c>j</c> modulo their number, which is
/// the same at every width of vectors, and lanes are combined in one order, as in all sums over synapses.
/// </summary>
internal sealed class ReductionEmitter
{
    private readonly KernelFrame _frame;
    private readonly int _column;
    private readonly LocalBuilder _lanes;

    /// <summary>Emits the beginning, before the loop: the lanes with the neutral value.</summary>
    public ReductionEmitter(KernelFrame frame, int column)
    {
        _frame = frame;
        _column = column;
        var memory = Il.DeclareLocal(typeof(VirtualLanes));
        _lanes = Il.DeclareLocal(typeof(nint));
        Il.LoadLocalAddress(memory);
        Il.Emit(OpCodes.Conv_U);
        Il.LoadInt32((int)frame.Shape.Reduction);
        Il.Call(IsSingle ? ((Func<nint, Reduction, nint>)VirtualLanes.Begin<float>).Method : ((Func<nint, Reduction, nint>)VirtualLanes.Begin<double>).Method);
        Il.StoreLocal(_lanes);
    }

    private ILWriter Il => _frame.Il;

    /// <summary>Combines the lanes that belong to the run with what was there before.</summary>
    public void Combine(LocalBuilder value)
    {
        var whole = Il.DefineLabel();
        Il.LoadLocal(_frame.Remaining);
        Il.LoadInt32(_frame.Vectors.Lanes);
        Il.Branch(OpCodes.Bge, whole);
        Il.LoadLocal(value);
        Il.LoadLocal(_frame.Remaining);
        Il.LoadInt32((int)_frame.Shape.Reduction);
        Il.Call(_frame.Vectors.KeepFirst);
        Il.StoreLocal(value);
        Il.MarkLabel(whole);

        var place = _frame.Temporary(typeof(nint));
        Il.LoadLocal(_lanes);
        Il.LoadLocal(_frame.Offset);
        Il.LoadLocal(_frame.First);
        Il.Emit(OpCodes.Sub);
        Il.LoadInt32(VirtualLanes.Bytes - 1);
        Il.Emit(OpCodes.And);
        Il.Emit(OpCodes.Add);
        Il.StoreLocal(place);
        Il.LoadLocal(place);
        Il.LoadLocal(place);
        Il.LoadObject(_frame.Vectors.RealVector);
        Il.LoadLocal(value);
        Il.Call(_frame.Vectors.OfReals(_frame.Shape.Reduction switch
        {
            Reduction.Maximum => Op.Maximum,
            Reduction.Minimum => Op.Minimum,
            _ => Op.Add,
        }));
        Il.StoreObject(_frame.Vectors.RealVector);
    }

    /// <summary>Emits the end, after the loop: adds the result to the column.</summary>
    public void End()
    {
        Il.LoadLocal(_lanes);
        _frame.PushColumn(_column);
        _frame.PushEnd();
        _frame.PushBegin();
        Il.Emit(OpCodes.Sub);
        Il.LoadInt32((int)_frame.Shape.Reduction);
        Il.Call(IsSingle ? ((Action<nint, nint, int, Reduction>)VirtualLanes.AddTo<float>).Method : ((Action<nint, nint, int, Reduction>)VirtualLanes.AddTo<double>).Method);
    }

    private bool IsSingle => _frame.Vectors.Real == typeof(float);
}
