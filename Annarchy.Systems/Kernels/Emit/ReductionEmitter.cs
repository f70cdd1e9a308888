using System.Reflection;
using System.Reflection.Emit;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// Emits the combination of a value over all rows of a run. Row <c>j</c> goes to virtual lane <c>j</c> modulo their number, which is
/// the same at every width of vectors, and lanes are combined in one order, as in all sums over synapses.
/// </summary>
/// <remarks>
/// As many vectors as make up the virtual lanes take turns: the first one takes the value, and after every vector of rows they move up by
/// one, so that they can stay in registers.
/// </remarks>
internal sealed class ReductionEmitter
{
    private readonly KernelFrame _frame;
    private readonly int _column;
    private readonly LocalBuilder _lanes;
    private readonly LocalBuilder[] _turns;

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
        _turns = new LocalBuilder[VirtualLanes.Bytes / frame.Vectors.Width.Bytes()];
        for (var i = 0; i < _turns.Length; i++)
        {
            _turns[i] = Il.DeclareLocal(frame.Vectors.RealVector);
            Il.LoadLocal(_lanes);
            Il.LoadObject(frame.Vectors.RealVector);
            Il.StoreLocal(_turns[i]);
        }
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
        Il.LoadLocal(_turns[0]);
        Il.LoadLocal(value);
        Il.Call(_frame.Vectors.OfReals(_frame.Shape.Reduction switch
        {
            Reduction.Maximum => Op.Maximum,
            Reduction.Minimum => Op.Minimum,
            _ => Op.Add,
        }));
        Il.StoreLocal(_turns[0]);
    }

    /// <summary>Emits the end of a vector of rows: the next one takes its turn.</summary>
    public void NextVector()
    {
        var first = _frame.Temporary(_frame.Vectors.RealVector);
        Il.LoadLocal(_turns[0]);
        Il.StoreLocal(first);
        for (var i = 1; i < _turns.Length; i++)
        {
            Il.LoadLocal(_turns[i]);
            Il.StoreLocal(_turns[i - 1]);
        }

        Il.LoadLocal(first);
        Il.StoreLocal(_turns[^1]);
    }

    /// <summary>Emits the end, after the loop: adds the result to the column.</summary>
    public void End()
    {
        for (var i = 0; i < _turns.Length; i++)
        {
            // lanes + ((offset - first + i * width) & (bytes - 1))
            Il.LoadLocal(_lanes);
            Il.LoadLocal(_frame.Offset);
            Il.LoadLocal(_frame.First);
            Il.Emit(OpCodes.Sub);
            Il.LoadInt32(i * _frame.Vectors.Width.Bytes());
            Il.Emit(OpCodes.Add);
            Il.LoadInt32(VirtualLanes.Bytes - 1);
            Il.Emit(OpCodes.And);
            Il.Emit(OpCodes.Add);
            Il.LoadLocal(_turns[i]);
            Il.StoreObject(_frame.Vectors.RealVector);
        }

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
