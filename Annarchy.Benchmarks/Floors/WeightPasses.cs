using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Annarchy.Storage;

namespace Annarchy.Benchmarks.Floors;

/// <summary>Square matrices of weights read and written once, four rows at a time: the least a plastic dense projection can do.</summary>
internal sealed class WeightPasses(int size, Precision precision) : IDisposable
{
    private readonly NativeArray<byte> _weights = new((long)size * size * (precision == Precision.Single ? sizeof(float) : sizeof(double)));

    /// <summary>Goes through all weights, several times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void ReadAndWrite(int repetitions)
    {
        var w = (float*)_weights.Pointer;
        var count = _weights.Length / sizeof(float);
        var quarter = count / 4;
        var one = Vector512.Create(1e-20f);
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            for (var i = 0L; i <= quarter - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                for (var stream = 0; stream < 4; stream++)
                {
                    var at = w + (stream * quarter) + i;
                    Vector512.Store(Vector512.Load(at) + one, at);
                }
            }
        }
    }

    public void Dispose() => _weights.Dispose();
}
