using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>Emits the instructions of one operation, whose operands lie on the stack, or of a constant.</summary>
internal sealed class TermEmitter(ILWriter il, VectorMethods vectors)
{
    /// <summary>The type of a term's lanes in registers; masks are as wide as reals.</summary>
    public Type VectorType(AttributeKind kind) => kind == AttributeKind.Integer ? vectors.IntegerVector : vectors.RealVector;

    public void Constant(Term term)
    {
        switch (term.Kind)
        {
            case AttributeKind.Boolean:
                BroadcastInteger(term.Value != 0.0 ? -1 : 0);
                il.Call(vectors.Reinterpret(asReals: true));
                break;
            case AttributeKind.Integer:
                BroadcastInteger((long)term.Value);
                break;
            default:
                BroadcastReal(term.Value);
                break;
        }
    }

    /// <summary>Turns lanes as a column holds them into lanes as they are computed with.</summary>
    public void AfterLoad(AttributeKind kind)
    {
        if (kind != AttributeKind.Boolean)
            return;
        BroadcastInteger(0);
        il.Call(vectors.OfIntegers(Op.Equal));
        il.Call(vectors.OfIntegers(Op.Not));
        il.Call(vectors.Reinterpret(asReals: true));
    }

    /// <summary>The inverse of <see cref="AfterLoad"/>.</summary>
    public void BeforeStore(AttributeKind kind)
    {
        if (kind == AttributeKind.Boolean)
            MaskToInteger();
    }

    /// <summary>Makes a mask on the stack a mask for lanes of a kind.</summary>
    public void MaskFor(AttributeKind kind)
    {
        if (kind == AttributeKind.Integer)
            il.Call(vectors.Reinterpret(asReals: false));
    }

    /// <summary>Replaces the operands on the stack by the result.</summary>
    public void Operation(Term term)
    {
        var kind = term.Operands[0].Kind;
        switch (term.Op)
        {
            case Op.Add when term.IsFused:
                il.Call(vectors.FusedMultiplyAdd);
                break;
            case Op.ToReal when kind == AttributeKind.Boolean:
                BroadcastReal(1.0);
                il.Call(vectors.OfReals(Op.And));
                break;
            case Op.ToInteger when kind == AttributeKind.Boolean:
                MaskToInteger();
                break;
            case >= Op.Less and <= Op.NotEqual:
                Comparison(term.Op, kind);
                break;
            case Op.Select:
                il.Call(term.Kind == AttributeKind.Integer ? vectors.OfIntegers(Op.Select) : vectors.OfReals(Op.Select));
                break;
            case Op.ToReal or Op.ToInteger when kind == term.Kind:
                break;
            default:
                il.Call(kind == AttributeKind.Integer ? vectors.OfIntegers(term.Op) : vectors.OfReals(term.Op));
                break;
        }
    }

    private void Comparison(Op op, AttributeKind kind)
    {
        var compared = op == Op.NotEqual ? Op.Equal : op;
        var isInteger = kind == AttributeKind.Integer;
        il.Call(isInteger ? vectors.OfIntegers(compared) : vectors.OfReals(compared));
        if (isInteger)
            il.Call(vectors.Reinterpret(asReals: true));
        if (op == Op.NotEqual)
            il.Call(vectors.OfReals(Op.Not));
    }

    private void MaskToInteger()
    {
        il.Call(vectors.Reinterpret(asReals: false));
        BroadcastInteger(1);
        il.Call(vectors.OfIntegers(Op.And));
    }

    private void BroadcastReal(double value)
    {
        if (vectors.Real == typeof(float))
            il.LoadSingle((float)value);
        else
            il.LoadDouble(value);
        il.Call(vectors.Broadcast(reals: true));
    }

    private void BroadcastInteger(long value)
    {
        if (vectors.Integer == typeof(int))
            il.LoadInt32((int)value);
        else
            il.LoadInt64(value);
        il.Call(vectors.Broadcast(reals: false));
    }
}
