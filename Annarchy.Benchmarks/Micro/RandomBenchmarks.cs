using Annarchy.Randomness;
using Annarchy.Storage;
using BenchmarkDotNet.Attributes;

namespace Annarchy.Benchmarks.Micro;

/// <summary>Random numbers as kernels draw them: a block of rows at a time.</summary>
public unsafe class RandomBenchmarks : IDisposable
{
    private const int Rows = 1024;

    private readonly NativeArray<float> _singles = new(Rows);
    private readonly NativeArray<double> _doubles = new(Rows);
    private readonly NativeArray<BinomialGroup> _group = new(1);
    private long _step;

    private RandomKey Key => new(1, 2, 3, _step++);

    [Benchmark(OperationsPerInvoke = Rows)]
    public void UniformSingle() => RandomFill.Uniform(_singles.Pointer, Rows, Key, 0);

    [Benchmark(OperationsPerInvoke = Rows)]
    public void UniformDouble() => RandomFill.Uniform(_doubles.Pointer, Rows, Key, 0);

    [Benchmark(OperationsPerInvoke = Rows)]
    public void NormalSingle() => RandomFill.Normal(_singles.Pointer, Rows, Key, 0);

    [Benchmark(OperationsPerInvoke = Rows)]
    public void NormalDouble() => RandomFill.Normal(_doubles.Pointer, Rows, Key, 0);

    [Benchmark(OperationsPerInvoke = Rows)]
    public void BinomialTogether()
    {
        var key = Key;
        _group.Pointer->Forget();
        for (var row = 0; row < Rows; row += BinomialGroup.Size)
            BinomialGroup.Of<float>(_group.Pointer, 1000.0, 0.002, in key, 3, row);
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public long BinomialOneByOne()
    {
        var key = Key;
        var sum = 0L;
        for (var row = 0; row < Rows; row++)
            sum += RandomDraws.Binomial(1000, 0.002, in key, row);
        return sum;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _singles.Dispose();
        _doubles.Dispose();
        _group.Dispose();
        GC.SuppressFinalize(this);
    }
}
