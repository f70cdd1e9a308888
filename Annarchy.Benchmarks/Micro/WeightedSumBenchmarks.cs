using System.Runtime.Intrinsics;
using Annarchy.Connectivity;
using Annarchy.Storage;
using Annarchy.Transmission;
using BenchmarkDotNet.Attributes;

namespace Annarchy.Benchmarks.Micro;

/// <summary>Weighted sums beside reading the same weights: what a step of a rate-coded projection costs.</summary>
public unsafe class WeightedSumBenchmarks : IDisposable
{
    private NativeArray<float>? _singles;
    private NativeArray<double>? _doubles;
    private NativeArray<Half>? _halves;
    private NativeArray<float>? _singleInputs;
    private NativeArray<double>? _doubleInputs;
    private NativeArray<float>? _prepared;
    private NativeArray<int>? _ranks;
    private NativeArray<float>? _singleSums;
    private NativeArray<double>? _doubleSums;
    private NativeArray<int>? _rowBegin;
    private NativeArray<int>? _cells;

    /// <summary>Of the pairs, every so manieth is connected sparsely.</summary>
    public const int SparseShare = 10;

    /// <summary>Neurons of both populations, a multiple of <see cref="HalfDenseSums.Block"/>.</summary>
    [Params(992, 4000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var synapses = (long)Size * Size;
        _singles = new NativeArray<float>(synapses);
        _doubles = new NativeArray<double>(synapses);
        _halves = new NativeArray<Half>(synapses);
        for (var i = 0L; i < synapses; i++)
        {
            _singles[i] = random.NextSingle();
            _doubles[i] = _singles[i];
            _halves[i] = (Half)_singles[i];
        }

        _singleInputs = new NativeArray<float>(Size);
        _doubleInputs = new NativeArray<double>(Size);
        _prepared = new NativeArray<float>(Size);
        _singleSums = new NativeArray<float>(Size);
        _doubleSums = new NativeArray<double>(Size);
        _ranks = NativeArray<int>.From(Enumerable.Range(0, Size).ToArray());
        _rowBegin = NativeArray<int>.From([.. Enumerable.Range(0, Size + 1).Select(row => row * (Size / SparseShare))]);
        _cells = new NativeArray<int>((long)Size * (Size / SparseShare));
        for (var i = 0L; i < _cells.Length; i++)
            _cells[i] = (int)(i % (Size / SparseShare) * SparseShare) + random.Next(SparseShare);
        _singleInputs.Span.Fill(0.5f);
        _doubleInputs.Span.Fill(0.5);
    }

    /// <summary>Four streams of loads and nothing else: the floor of <see cref="Single"/>.</summary>
    [Benchmark(Baseline = true)]
    public Vector512<float> ReadSingle()
    {
        var quarter = _singles!.Length / 4;
        var w = _singles.Pointer;
        var a = Vector512<float>.Zero;
        var (b, c, d) = (a, a, a);
        for (var i = 0L; i < quarter; i += Vector512<float>.Count)
        {
            a += Vector512.Load(w + i);
            b += Vector512.Load(w + quarter + i);
            c += Vector512.Load(w + (2 * quarter) + i);
            d += Vector512.Load(w + (3 * quarter) + i);
        }

        return a + b + c + d;
    }

    [Benchmark]
    public void Single() =>
        DenseSums.Add(_singles!.Pointer, Size, _singleInputs!.Pointer, Size, _ranks!.Pointer, _singleSums!.Pointer, 0, Size);

    [Benchmark]
    public void Double() =>
        DenseSums.Add(_doubles!.Pointer, Size, _doubleInputs!.Pointer, Size, _ranks!.Pointer, _doubleSums!.Pointer, 0, Size);

    [Benchmark]
    public void Half()
    {
        var factor = HalfDenseSums.Prepare(_singleInputs!.Pointer, Size, _prepared!.Pointer);
        HalfDenseSums.Add(_halves!.Pointer, Size, _prepared.Pointer, factor, _ranks!.Pointer, _singleSums!.Pointer, 0, Size);
    }

    /// <summary>A tenth of the pairs.</summary>
    [Benchmark]
    public void Sparse() => SparseSums.Add(
        RowBounds.Tight(_rowBegin!.Pointer), _cells!.Pointer, _singles!.Pointer, _singleInputs!.Pointer, _ranks!.Pointer, _singleSums!.Pointer, 0, Size);

    [GlobalCleanup]
    public void Dispose()
    {
        foreach (var array in new IDisposable?[]
                 {
                     _singles, _doubles, _halves, _singleInputs, _doubleInputs, _prepared, _ranks, _singleSums, _doubleSums, _rowBegin, _cells,
                 })
            array?.Dispose();
        GC.SuppressFinalize(this);
    }
}
