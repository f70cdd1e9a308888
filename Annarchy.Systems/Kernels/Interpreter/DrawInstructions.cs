using System.Numerics;
using Annarchy.Randomness;

namespace Annarchy.Kernels.Interpreter;

/// <summary>Draws from Gamma(shape, scale 1), one number for each row; rows are the elements of the key.</summary>
internal sealed unsafe class GammaDraw<T>(int target, int stream, Operand shape) : Instruction
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Execute(in Frame frame)
    {
        var key = frame.Run->Random.AtStream(stream);
        var z = (T*)frame.Registers[target];
        var shapes = (T*)frame.Registers[shape.Register];
        var step = shape.IsScalar ? 0 : 1;
        for (var i = 0; i < frame.Rows; i++)
            z[i] = T.CreateTruncating(RandomDraws.Gamma(double.CreateTruncating(shapes[i * step]), in key, frame.FirstRow + i));
    }
}

/// <summary>Draws from Binomial(trials, probability), one number for each row; rows are the elements of the key.</summary>
internal sealed unsafe class BinomialDraw<T>(int target, int stream, Operand trials, Operand probability) : Instruction
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Execute(in Frame frame)
    {
        var key = frame.Run->Random.AtStream(stream);
        var z = (T*)frame.Registers[target];
        var n = (T*)frame.Registers[trials.Register];
        var p = (T*)frame.Registers[probability.Register];
        if (frame.Run->Binomials is not null && trials.IsScalar && probability.IsScalar)
        {
            DrawGroups(in frame, double.CreateTruncating(*n), double.CreateTruncating(*p), z);
            return;
        }

        var (nStep, pStep) = (trials.IsScalar ? 0 : 1, probability.IsScalar ? 0 : 1);
        for (var i = 0; i < frame.Rows; i++)
        {
            var successes = RandomDraws.Binomial(
                long.CreateSaturating(n[i * nStep]), double.CreateTruncating(p[i * pStep]), in key, frame.FirstRow + i);
            z[i] = T.CreateTruncating(successes);
        }
    }

    private void DrawGroups(in Frame frame, double n, double p, T* numbers)
    {
        var group = frame.Run->Binomials + (stream % KernelSpikes.BinomialStreams);
        for (var row = 0; row < frame.Rows;)
        {
            var element = frame.FirstRow + row;
            var first = element % BinomialGroup.Size;
            var count = Math.Min(BinomialGroup.Size - first, frame.Rows - row);
            var drawn = BinomialGroup.Of<T>(group, n, p, in frame.Run->Random, stream, element) + first;
            new ReadOnlySpan<T>(drawn, count).CopyTo(new Span<T>(numbers + row, count));
            row += count;
        }
    }
}
