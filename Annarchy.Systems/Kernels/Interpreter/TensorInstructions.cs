namespace Annarchy.Kernels.Interpreter;

/// <summary>A function of one tensor.</summary>
internal interface ITensorUnary<T>
{
    static abstract void Invoke(ReadOnlySpan<T> x, Span<T> z);
}

/// <summary>A function of two tensors, either of which may be one number.</summary>
internal interface ITensorBinary<T>
{
    static abstract void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z);

    static abstract void Invoke(ReadOnlySpan<T> x, T y, Span<T> z);

    static abstract void Invoke(T x, ReadOnlySpan<T> y, Span<T> z);
}

/// <summary>Calls a tensor function on a block.</summary>
internal sealed unsafe class TensorUnary<T, TFunction>(int target, Operand x) : Instruction
    where T : unmanaged
    where TFunction : struct, ITensorUnary<T>
{
    public override void Execute(in Frame frame)
    {
        var rows = frame.PaddedRows;
        TFunction.Invoke(new ReadOnlySpan<T>(frame.Registers[x.Register], rows), new Span<T>(frame.Registers[target], rows));
    }
}

/// <summary>Calls a tensor function on two blocks or a block and a scalar.</summary>
internal sealed unsafe class TensorBinary<T, TFunction>(int target, Operand x, Operand y) : Instruction
    where T : unmanaged
    where TFunction : struct, ITensorBinary<T>
{
    public override void Execute(in Frame frame)
    {
        var rows = frame.PaddedRows;
        var z = new Span<T>(frame.Registers[target], rows);
        var px = frame.Registers[x.Register];
        var py = frame.Registers[y.Register];
        if (y.IsScalar)
            TFunction.Invoke(new ReadOnlySpan<T>(px, rows), *(T*)py, z);
        else if (x.IsScalar)
            TFunction.Invoke(*(T*)px, new ReadOnlySpan<T>(py, rows), z);
        else
            TFunction.Invoke(new ReadOnlySpan<T>(px, rows), new ReadOnlySpan<T>(py, rows), z);
    }
}
