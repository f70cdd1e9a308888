using Annarchy.Numerics;
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
                il.Call(vectors.Mask(term.Value != 0.0));
                break;
            case AttributeKind.Integer:
                LoadInteger((long)term.Value);
                il.Call(vectors.Broadcast(vectors.Integer));
                break;
            default:
                LoadReal(term.Value);
                il.Call(vectors.Broadcast(vectors.Real));
                break;
        }
    }

    /// <summary>Turns lanes as a column holds them into lanes as they are computed with.</summary>
    public void AfterLoad(AttributeKind kind)
    {
        if (kind != AttributeKind.Boolean)
            return;
        LoadInteger(0);
        il.Call(vectors.Broadcast(vectors.Integer));
        Call("Equals", vectors.Integer, 2);
        Call("OnesComplement", vectors.Integer, 1);
        IntegersAsReals();
    }

    /// <summary>The inverse of <see cref="AfterLoad"/>.</summary>
    public void BeforeStore(AttributeKind kind)
    {
        if (kind == AttributeKind.Boolean)
            MaskToInteger();
    }

    /// <summary>Replaces the operands on the stack by the result.</summary>
    public void Operation(Term term)
    {
        var kind = term.Operands[0].Kind;
        switch (term.Op)
        {
            case Op.ToReal when kind == AttributeKind.Boolean:
                LoadReal(1.0);
                il.Call(vectors.Broadcast(vectors.Real));
                Call("BitwiseAnd", vectors.Real, 2);
                break;
            case Op.ToReal when kind == AttributeKind.Integer:
                Call(vectors.Real == typeof(float) ? "ConvertToSingle" : "ConvertToDouble", vectors.Integer, 1);
                break;
            case Op.ToInteger when kind == AttributeKind.Boolean:
                MaskToInteger();
                break;
            case Op.ToInteger when kind == AttributeKind.Real:
                Call(vectors.Real == typeof(float) ? "ConvertToInt32" : "ConvertToInt64", vectors.Real, 1);
                break;
            case Op.ToReal or Op.ToInteger:
                break;
            case Op.And:
                Call("BitwiseAnd", vectors.Real, 2);
                break;
            case Op.Or:
                Call("BitwiseOr", vectors.Real, 2);
                break;
            case Op.Not:
                Call("OnesComplement", vectors.Real, 1);
                break;
            case >= Op.Less and <= Op.NotEqual:
                Comparison(term.Op, kind);
                break;
            case Op.Select:
                Call("ConditionalSelect", ElementOf(term.Kind), 3);
                break;
            default:
                Arithmetic(term);
                break;
        }
    }

    /// <summary>Makes a mask on the stack a mask for lanes of a kind.</summary>
    public void MaskFor(AttributeKind kind)
    {
        if (kind == AttributeKind.Integer)
            RealsAsIntegers();
    }

    /// <summary>The method of .NET's vector class for an operation; null for the functions of <see cref="VectorMath"/>.</summary>
    private static string? MethodName(Term term) => term.Op switch
    {
        Op.Add when term.IsFused => "FusedMultiplyAdd",
        Op.Negate or Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Floor or Op.Ceiling => term.Op.ToString(),
        Op.Minimum => "Min",
        Op.Maximum => "Max",
        Op.Absolute => "Abs",
        Op.SquareRoot => "Sqrt",
        _ => null,
    };

    private Type ElementOf(AttributeKind kind) => kind == AttributeKind.Integer ? vectors.Integer : vectors.Real;

    private void Arithmetic(Term term)
    {
        var element = ElementOf(term.Kind);
        if (MethodName(term) is { } name)
            Call(name, element, term.Operands.Length);
        else
            il.Call(vectors.Function(term.Op, element, term.Operands.Length));
    }

    private void Comparison(Op op, AttributeKind kind)
    {
        var element = ElementOf(kind);
        switch (op)
        {
            case Op.NotEqual:
                Call("Equals", element, 2);
                Call("OnesComplement", element, 1);
                break;
            default:
                Call(ComparisonName(op), element, 2);
                break;
        }

        if (kind == AttributeKind.Integer)
            IntegersAsReals();
    }

    private static string ComparisonName(Op op) => op switch
    {
        Op.Less => "LessThan",
        Op.LessOrEqual => "LessThanOrEqual",
        Op.Greater => "GreaterThan",
        Op.GreaterOrEqual => "GreaterThanOrEqual",
        _ => "Equals",
    };

    private void MaskToInteger()
    {
        RealsAsIntegers();
        LoadInteger(1);
        il.Call(vectors.Broadcast(vectors.Integer));
        Call("BitwiseAnd", vectors.Integer, 2);
    }

    private void RealsAsIntegers() => Call(vectors.Integer == typeof(int) ? "AsInt32" : "AsInt64", vectors.Real, 1);

    private void IntegersAsReals() => Call(vectors.Real == typeof(float) ? "AsSingle" : "AsDouble", vectors.Integer, 1);

    private void Call(string name, Type element, int operands) => il.Call(vectors[name, element, operands]);

    private void LoadReal(double value)
    {
        if (vectors.Real == typeof(float))
            il.LoadSingle((float)value);
        else
            il.LoadDouble(value);
    }

    private void LoadInteger(long value)
    {
        if (vectors.Integer == typeof(int))
            il.LoadInt32((int)value);
        else
            il.LoadInt64(value);
    }
}
