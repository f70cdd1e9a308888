using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;

namespace Annarchy.Benchmarks.Micro;

/// <summary>Nanoseconds per element of every elementary function, beside .NET's scalar one.</summary>
public class VectorMathBenchmarks
{
    private const int Elements = 4096;

    private static readonly Dictionary<string, Loops> Table = new()
    {
        ["Exp"] = Loops.Of<Exp>(),
        ["Log"] = Loops.Of<Log>(),
        ["Sin"] = Loops.Of<Sin>(),
        ["Cos"] = Loops.Of<Cos>(),
        ["Tan"] = Loops.Of<Tan>(),
        ["Asin"] = Loops.Of<Asin>(),
        ["Acos"] = Loops.Of<Acos>(),
        ["Atan"] = Loops.Of<Atan>(),
        ["Sinh"] = Loops.Of<Sinh>(),
        ["Cosh"] = Loops.Of<Cosh>(),
        ["Tanh"] = Loops.Of<Tanh>(),
        ["SquareRoot"] = Loops.Of<SquareRoot>(),
        ["Power"] = Loops.Of<Power>(),
        ["Modulo"] = Loops.Of<Modulo>(),
    };

    private readonly float[] _singles = new float[Elements];
    private readonly float[] _singleResults = new float[Elements];
    private readonly double[] _doubles = new double[Elements];
    private readonly double[] _doubleResults = new double[Elements];
    private Loops _loops = Table["Exp"];

    private delegate void Loop<T>(ReadOnlySpan<T> source, Span<T> destination);

    public static IEnumerable<string> Functions => Table.Keys;

    [ParamsSource(nameof(Functions))]
    public string Function { get; set; } = "Exp";

    /// <summary>Arguments between 0 and 1, where every function is defined.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < Elements; i++)
        {
            _doubles[i] = random.NextDouble();
            _singles[i] = (float)_doubles[i];
        }

        _loops = Table[Function];
    }

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Single() => _loops.Single(_singles, _singleResults);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void SingleScalar() => _loops.SingleScalar(_singles, _singleResults);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Double() => _loops.Double(_doubles, _doubleResults);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void DoubleScalar() => _loops.DoubleScalar(_doubles, _doubleResults);

    private sealed record Loops(Loop<float> Single, Loop<float> SingleScalar, Loop<double> Double, Loop<double> DoubleScalar)
    {
        public static Loops Of<TFunction>()
            where TFunction : IElementaryFunction => new(
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (source, destination) =>
            {
                for (var i = 0; i <= source.Length - Vector512<float>.Count; i += Vector512<float>.Count)
                    TFunction.Vector(Vector512.Create(source[i..])).CopyTo(destination[i..]);
            },
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (source, destination) =>
            {
                for (var i = 0; i < source.Length; i++)
                    destination[i] = TFunction.Scalar(source[i]);
            },
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (source, destination) =>
            {
                for (var i = 0; i <= source.Length - Vector512<double>.Count; i += Vector512<double>.Count)
                    TFunction.Vector(Vector512.Create(source[i..])).CopyTo(destination[i..]);
            },
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (source, destination) =>
            {
                for (var i = 0; i < source.Length; i++)
                    destination[i] = TFunction.Scalar(source[i]);
            });
    }
}
