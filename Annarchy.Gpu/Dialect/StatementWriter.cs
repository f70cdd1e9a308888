using System.Reflection.Emit;

namespace Annarchy.Gpu.Dialect;

/// <summary>Writes the body of a function.</summary>
internal sealed class StatementWriter
{
    private readonly ILGenerator _il;
    private readonly Function _function;
    private readonly KernelHost _host;
    private readonly ExpressionWriter _expressions;
    private readonly Stack<(Label Continue, Label Break)> _loops = new();

    public StatementWriter(ILGenerator il, Function function, int places, KernelAssembly assembly, KernelHost host)
    {
        (_il, _function, _host) = (il, function, host);
        _expressions = new ExpressionWriter(il, function, places, assembly, host);
    }

    public void Write()
    {
        Write(_function.Body);

        // What runs past the end of a function with a result has none in C either.
        if (_function.Result != NumberType.Void)
            _expressions.Write(Conversion.To(_function.Result, new WholeConstant(NumberType.I32, 0)));
        _il.Emit(OpCodes.Ret);
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Block block:
                foreach (var inner in block.Statements)
                    Write(inner);
                break;
            case Evaluate evaluate:
                _expressions.Discard(evaluate.Expression);
                break;
            case DeclareArray array:
                Write(array);
                break;
            case If condition:
                Write(condition);
                break;
            case Loop loop:
                Write(loop);
                break;
            case Break:
                _il.Emit(OpCodes.Br, _loops.Peek().Break);
                break;
            case Continue:
                _il.Emit(OpCodes.Br, _loops.Peek().Continue);
                break;
            case Return result:
                if (result.Value is not null)
                    _expressions.Write(result.Value);
                _il.Emit(OpCodes.Ret);
                break;
            case Meet:
                _host.WriteMeet(_il);
                break;
        }
    }

    private void Write(DeclareArray array)
    {
        var element = array.Array.Type.ToClr();
        if (array.IsShared)
        {
            _host.WriteShared(_il, element, array.Length);
        }
        else
        {
            _il.Emit(OpCodes.Ldc_I4, array.Length);
            _il.Emit(OpCodes.Newarr, element);
            _il.Emit(OpCodes.Ldc_I4_0);
            _il.Emit(OpCodes.Ldelema, element);
        }

        _expressions.Store(array.Array);
    }

    private void Write(If condition)
    {
        var (otherwise, end) = (_il.DefineLabel(), _il.DefineLabel());
        _expressions.Write(condition.Condition);
        _il.Emit(OpCodes.Brfalse, otherwise);
        Write(condition.Then);
        if (condition.Else is not null)
            _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(otherwise);
        if (condition.Else is not null)
            Write(condition.Else);
        _il.MarkLabel(end);
    }

    private void Write(Loop loop)
    {
        var (body, test) = (_il.DefineLabel(), _il.DefineLabel());
        var (next, end) = (_il.DefineLabel(), _il.DefineLabel());
        if (loop.First is not null)
            Write(loop.First);
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(body);
        _loops.Push((next, end));
        Write(loop.Body);
        _loops.Pop();
        _il.MarkLabel(next);
        if (loop.Step is not null)
            _expressions.Discard(loop.Step);
        _il.MarkLabel(test);
        if (loop.Condition is not null)
        {
            _expressions.Write(loop.Condition);
            _il.Emit(OpCodes.Brtrue, body);
        }
        else
        {
            _il.Emit(OpCodes.Br, body);
        }

        _il.MarkLabel(end);
    }
}
