using System.Reflection.Emit;

namespace Annarchy.Gpu.Dialect;

/// <summary>Writes expressions as instructions that leave their value.</summary>
internal sealed class ExpressionWriter(ILGenerator il, Function function, int places, KernelAssembly assembly, KernelHost host)
{
    private readonly Dictionary<Variable, LocalBuilder> _locals = [];

    /// <summary>Writes an expression whose value nobody needs.</summary>
    public void Discard(Expression expression)
    {
        switch (expression)
        {
            case SetVariable set:
                Write(set.Value);
                Store(set.Target);
                break;
            case ReadThenSet set:
                Write(set.Value);
                Store(set.Target);
                break;
            case SetElement set:
                WriteSet(set, isNeeded: false);
                break;
            case ChangeElement change:
                WriteChange(change, isNeeded: false);
                break;
            default:
                Write(expression);
                if (expression.Type != NumberType.Void)
                    il.Emit(OpCodes.Pop);
                break;
        }
    }

    /// <summary>Writes an expression.</summary>
    public void Write(Expression expression)
    {
        switch (expression)
        {
            case WholeConstant { Type: NumberType.I64 or NumberType.U64 } whole:
                il.Emit(OpCodes.Ldc_I8, whole.Bits);
                break;
            case WholeConstant whole:
                il.Emit(OpCodes.Ldc_I4, (int)whole.Bits);
                break;
            case RealConstant { Type: NumberType.Single } real:
                il.Emit(OpCodes.Ldc_R4, (float)real.Value);
                break;
            case RealConstant real:
                il.Emit(OpCodes.Ldc_R8, real.Value);
                break;
            case Position position:
                Write(position);
                break;
            case ReadVariable read:
                Load(read.Source);
                break;
            case ReadElement read:
                Write(read.Source);
                il.Emit(OpCodes.Ldobj, read.Type.ToClr());
                break;
            case SetVariable set:
                Write(set.Value);
                il.Emit(OpCodes.Dup);
                Store(set.Target);
                break;
            case ReadThenSet set:
                Load(set.Target);
                Write(set.Value);
                Store(set.Target);
                break;
            case SetElement set:
                WriteSet(set, isNeeded: true);
                break;
            case ChangeElement change:
                WriteChange(change, isNeeded: true);
                break;
            case Converted converted:
                Write(converted.Operand);
                WriteConversion(converted.Operand.Type, converted.Type);
                break;
            case Negated negated:
                Write(negated.Operand);
                il.Emit(OpCodes.Neg);
                break;
            case Complement complement:
                Write(complement.Operand);
                il.Emit(OpCodes.Not);
                break;
            case Binary binary:
                Write(binary.Left);
                Write(binary.Right);
                WriteOperation(binary.Operator, binary.Left.Type);
                break;
            case Logical logical:
                Write(logical);
                break;
            case Choice choice:
                Write(choice);
                break;
            case FunctionCall call:
                foreach (var argument in call.Arguments)
                    WriteArgument(argument);
                il.Emit(OpCodes.Call, assembly[call.Function]);
                break;
            case MethodCall call:
                foreach (var argument in call.Arguments)
                    Write(argument);
                il.Emit(OpCodes.Call, call.Method);
                break;
            case AddOne add:
                WriteArgument(add.Target);
                host.WriteAddOne(il);
                break;
            case SetBits set:
                WriteArgument(set.Target);
                Write(set.Bits);
                host.WriteSetBits(il);
                break;
            default:
                throw new NotSupportedException($"{expression} has no instructions.");
        }
    }

    /// <summary>Takes a value into a variable.</summary>
    public void Store(Variable variable)
    {
        if (Array.IndexOf(function.Parameters, variable) is >= 0 and var index)
            il.Emit(OpCodes.Starg, (short)(places + index));
        else
            il.Emit(OpCodes.Stloc, Local(variable));
    }

    private void Load(Variable variable)
    {
        if (Array.IndexOf(function.Parameters, variable) is >= 0 and var index)
            il.Emit(OpCodes.Ldarg, (short)(places + index));
        else
            il.Emit(OpCodes.Ldloc, Local(variable));
    }

    private LocalBuilder Local(Variable variable)
    {
        if (!_locals.TryGetValue(variable, out var local))
            _locals.Add(variable, local = il.DeclareLocal(KernelAssembly.TypeOf(variable)));
        return local;
    }

    private void WriteArgument(Node node)
    {
        switch (node)
        {
            case Expression value:
                Write(value);
                break;
            case Start start:
                Load(start.Array);
                break;
            case Element element:
                Write(element);
                break;
        }
    }

    private void Write(Element element)
    {
        Load(element.Array);
        Write(element.Index);
        WriteConversion(element.Index.Type, element.Index.Type.IsUnsigned() ? NumberType.U64 : NumberType.I64);
        il.Emit(OpCodes.Ldc_I4, element.Type.Size());
        il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Add);
    }

    private void Write(Position position)
    {
        var (first, second, third) = position.Word switch
        {
            "ITEM" => (0, 3, 2),
            "ITEMS" => (1, 3, -1),
            "GROUP" => (0, -1, -1),
            "GROUPS" => (1, -1, -1),
            _ => (2, -1, -1),
        };
        il.Emit(OpCodes.Ldarg, (short)first);
        if (second >= 0)
        {
            il.Emit(OpCodes.Ldarg, (short)second);
            il.Emit(OpCodes.Mul);
        }

        if (third >= 0)
        {
            il.Emit(OpCodes.Ldarg, (short)third);
            il.Emit(OpCodes.Add);
        }
    }

    private void WriteSet(SetElement set, bool isNeeded)
    {
        Write(set.Target);
        Write(set.Value);
        WriteStore(set.Type, isNeeded);
    }

    private void WriteChange(ChangeElement change, bool isNeeded)
    {
        var type = change.Type.ToClr();
        Write(change.Target);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldobj, type);
        LocalBuilder? old = null;
        if (isNeeded && change.YieldsOld)
        {
            old = il.DeclareLocal(type);
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Stloc, old);
        }

        WriteConversion(change.Type, change.Operands);
        Write(change.Right);
        WriteOperation(change.Operator, change.Operands);
        WriteConversion(change.Operands, change.Type);
        WriteStore(change.Type, isNeeded && old is null);
        if (old is not null)
            il.Emit(OpCodes.Ldloc, old);
    }

    /// <summary>Takes an address and a value, and leaves the value if it is needed.</summary>
    private void WriteStore(NumberType type, bool isNeeded)
    {
        LocalBuilder? value = null;
        if (isNeeded)
        {
            value = il.DeclareLocal(type.ToClr());
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Stloc, value);
        }

        il.Emit(OpCodes.Stobj, type.ToClr());
        if (value is not null)
            il.Emit(OpCodes.Ldloc, value);
    }

    private void Write(Logical logical)
    {
        var (isDecided, end) = (il.DefineLabel(), il.DefineLabel());
        Write(logical.Left);
        il.Emit(logical.IsAnd ? OpCodes.Brfalse : OpCodes.Brtrue, isDecided);
        Write(logical.Right);
        il.Emit(OpCodes.Br, end);
        il.MarkLabel(isDecided);
        il.Emit(logical.IsAnd ? OpCodes.Ldc_I4_0 : OpCodes.Ldc_I4_1);
        il.MarkLabel(end);
    }

    private void Write(Choice choice)
    {
        var (otherwise, end) = (il.DefineLabel(), il.DefineLabel());
        Write(choice.Condition);
        il.Emit(OpCodes.Brfalse, otherwise);
        Write(choice.Then);
        il.Emit(OpCodes.Br, end);
        il.MarkLabel(otherwise);
        Write(choice.Else);
        il.MarkLabel(end);
    }

    /// <summary>Takes two operands of a type and leaves the result.</summary>
    private void WriteOperation(Operator operation, NumberType type)
    {
        var isUnsigned = type.IsUnsigned();
        il.Emit(operation switch
        {
            Operator.Add => OpCodes.Add,
            Operator.Subtract => OpCodes.Sub,
            Operator.Multiply => OpCodes.Mul,
            Operator.Divide => isUnsigned ? OpCodes.Div_Un : OpCodes.Div,
            Operator.Remainder => isUnsigned ? OpCodes.Rem_Un : OpCodes.Rem,
            Operator.And => OpCodes.And,
            Operator.Or => OpCodes.Or,
            Operator.Xor => OpCodes.Xor,
            Operator.ShiftLeft => OpCodes.Shl,
            Operator.ShiftRight => isUnsigned ? OpCodes.Shr_Un : OpCodes.Shr,
            Operator.Less => isUnsigned ? OpCodes.Clt_Un : OpCodes.Clt,
            Operator.Greater => isUnsigned ? OpCodes.Cgt_Un : OpCodes.Cgt,

            // The opposite of what is asked for; of real numbers it holds where one is not a number.
            Operator.LessOrEqual => isUnsigned || type.IsReal() ? OpCodes.Cgt_Un : OpCodes.Cgt,
            Operator.GreaterOrEqual => isUnsigned || type.IsReal() ? OpCodes.Clt_Un : OpCodes.Clt,
            _ => OpCodes.Ceq,
        });
        if (operation is not (Operator.LessOrEqual or Operator.GreaterOrEqual or Operator.NotEqual))
            return;
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ceq);
    }

    private void WriteConversion(NumberType from, NumberType to)
    {
        if (from == to)
            return;
        if (to.IsReal() && from.IsUnsigned())
            il.Emit(OpCodes.Conv_R_Un);
        switch (to)
        {
            case NumberType.U16:
                il.Emit(OpCodes.Conv_U2);
                break;
            case NumberType.I32 when from.IsReal() || from.IsWide():
                il.Emit(OpCodes.Conv_I4);
                break;
            case NumberType.U32 when from.IsReal() || from.IsWide():
                il.Emit(OpCodes.Conv_U4);
                break;
            case NumberType.I64 or NumberType.U64 when !from.IsWide():
                var isUnsigned = from.IsUnsigned() || (from.IsReal() && to == NumberType.U64);
                il.Emit(isUnsigned ? OpCodes.Conv_U8 : OpCodes.Conv_I8);
                break;
            case NumberType.Single:
                il.Emit(OpCodes.Conv_R4);
                break;
            case NumberType.Double:
                il.Emit(OpCodes.Conv_R8);
                break;
            case NumberType.Void:
                il.Emit(OpCodes.Pop);
                break;
        }
    }
}
