using System.Numerics;
using System.Runtime.Intrinsics;
using Annarchy.Transmission;

namespace Annarchy.Kernels.Interpreter;

/// <summary>Copies a block to a column, or fills it with a scalar, not touching what lies beyond the last row.</summary>
internal sealed unsafe class CopyRows<T>(int target, Operand x) : Instruction
    where T : unmanaged
{
    public override void Execute(in Frame frame)
    {
        var rows = new Span<T>(frame.Registers[target], frame.Rows);
        var source = (T*)frame.Registers[x.Register];
        if (x.IsScalar)
            rows.Fill(*source);
        else
            new ReadOnlySpan<T>(source, frame.Rows).CopyTo(rows);
    }
}

/// <summary>Reads a column through an index.</summary>
internal sealed unsafe class Gather<T>(int target, int column, int index) : Instruction
    where T : unmanaged
{
    public override void Execute(in Frame frame)
    {
        var z = (T*)frame.Registers[target];
        var table = (T*)frame.Registers[column];
        var places = frame.Indices[index] + frame.FirstRow;
        for (var i = 0; i < frame.Rows; i++)
            z[i] = table[places[i]];
    }
}

/// <summary>Writes a column through an index.</summary>
internal sealed unsafe class Scatter<T>(int column, int index, Operand x) : Instruction
    where T : unmanaged
{
    public override void Execute(in Frame frame)
    {
        var table = (T*)frame.Registers[column];
        var source = (T*)frame.Registers[x.Register];
        var places = frame.Indices[index] + frame.FirstRow;
        var step = x.IsScalar ? 0 : 1;
        for (var i = 0; i < frame.Rows; i++)
            table[places[i]] = source[i * step];
    }
}

/// <summary>
/// Combines the rows of a block with two vectors of partial results. Row <c>j</c> of a run belongs to lane <c>j</c> modulo their
/// lanes, as in all sums over synapses, so a result does not depend on blocks.
/// </summary>
/// <typeparam name="T">The network's reals.</typeparam>
/// <typeparam name="TOperator">Sum, minimum or maximum.</typeparam>
internal sealed unsafe class Accumulate<T, TOperator>(int first, Operand x, T identity) : Instruction
    where T : unmanaged
    where TOperator : struct, IBinaryOperator<T, T>
{
    public override void Execute(in Frame frame)
    {
        var lanes = Vector512<T>.Count;
        var partial = (T*)frame.Registers[first];
        var a = Vector512.Load(partial);
        var b = Vector512.Load(partial + lanes);
        var px = frame.Registers[x.Register];
        var dx = x.Stride;
        var row = 0;
        for (; row + (2 * lanes) <= frame.Rows; row += 2 * lanes, px += 2 * dx)
        {
            a = TOperator.Invoke(a, Vector512.Load((T*)px));
            b = TOperator.Invoke(b, Vector512.Load((T*)(px + dx)));
        }

        if (row < frame.Rows)
            a = TOperator.Invoke(a, First(px, frame.Rows - row));
        if (row + lanes < frame.Rows)
            b = TOperator.Invoke(b, First(px + dx, frame.Rows - row - lanes));
        a.Store(partial);
        b.Store(partial + lanes);
    }

    /// <summary>The first elements of a vector; the identity beyond.</summary>
    private Vector512<T> First(byte* px, int count) =>
        Vector512.ConditionalSelect(Lanes.First<T>(count), Vector512.Load((T*)px), Vector512.Create(identity));
}

/// <summary>Adds the sum of the partial results to a column of one value, or their mean over all rows of the run.</summary>
internal sealed unsafe class AddSum<T>(int column, int first, bool isMean) : Instruction
    where T : unmanaged, INumberBase<T>
{
    public override void Execute(in Frame frame)
    {
        var partial = (T*)frame.Registers[first];
        var sum = Lanes.Sum(Vector512.Load(partial), Vector512.Load(partial + Vector512<T>.Count));
        *(T*)frame.Registers[column] += isMean ? sum / T.CreateChecked(frame.Rows) : sum;
    }
}

/// <summary>Adds the least or greatest of the partial results to a column of one value.</summary>
internal sealed unsafe class AddExtreme<T>(int column, int first, bool isMaximum) : Instruction
    where T : unmanaged, INumber<T>
{
    public override void Execute(in Frame frame)
    {
        var partial = (T*)frame.Registers[first];
        var extreme = *partial;
        for (var lane = 1; lane < 2 * Vector512<T>.Count; lane++)
            extreme = isMaximum ? T.Max(extreme, partial[lane]) : T.Min(extreme, partial[lane]);
        *(T*)frame.Registers[column] += extreme;
    }
}
