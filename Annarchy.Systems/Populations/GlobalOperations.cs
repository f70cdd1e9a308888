using System.Numerics;
using System.Runtime.Intrinsics;
using Annarchy.Models;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>Computes mean, min, max and norms over a population at the end of a step.</summary>
internal sealed class GlobalOperations : IInstanceSystem
{
    private readonly Population _population;
    private readonly (Reduction Reduction, Column Source, Column Result)[] _operations;

    public GlobalOperations(Population population, IEnumerable<GlobalOperation> operations, InstanceMemory? memory = null)
    {
        _population = population;
        _operations =
        [
            .. operations.Select(o => (
                Enum.Parse<Reduction>(o.Operation, ignoreCase: true),
                memory.Map(population.Columns[o.Variable]),
                memory.Map(population.Columns[o.SlotName]))),
        ];
    }

    private enum Reduction
    {
        Mean,
        Min,
        Max,
        Norm1,
        Norm2,
    }

    public string Name => $"global operations of {_population.Name}";

    public void Update(in StepContext context) => Run(InstanceStep.Of(_population.Network, context));

    public void Run(in InstanceStep step)
    {
        if (!_population.IsEnabled)
            return;
        var instance = step.Instance;
        foreach (var (reduction, source, result) in _operations)
        {
            if (source.Kind != AttributeKind.Real)
                result[0, instance] = ReduceIntegers(reduction, source, instance);
            else if (source.Precision == Precision.Single)
                result[0, instance] = Reduce(reduction, source.AsSpan<float>(instance));
            else
                result[0, instance] = Reduce(reduction, source.AsSpan<double>(instance));
        }
    }

    private static double Reduce<T>(Reduction reduction, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = reduction switch
        {
            Reduction.Mean => Fold<T, Sum<T>>(values) / T.CreateTruncating(values.Length),
            Reduction.Min => Fold<T, Minimum<T>>(values),
            Reduction.Max => Fold<T, Maximum<T>>(values),
            Reduction.Norm1 => Fold<T, SumOfMagnitudes<T>>(values),
            _ => T.Sqrt(Fold<T, SumOfSquares<T>>(values)),
        };
        return double.CreateTruncating(result);
    }

    private static double ReduceIntegers(Reduction reduction, Column source, int instance)
    {
        var result = source[0, instance];
        if (reduction == Reduction.Norm1)
            result = Math.Abs(result);
        else if (reduction == Reduction.Norm2)
            result *= result;
        for (var row = 1L; row < source.Length; row++)
        {
            var value = source[row, instance];
            result = reduction switch
            {
                Reduction.Min => Math.Min(result, value),
                Reduction.Max => Math.Max(result, value),
                Reduction.Mean => result + value,
                Reduction.Norm1 => result + Math.Abs(value),
                _ => result + (value * value),
            };
        }

        return reduction switch
        {
            Reduction.Mean => result / source.Length,
            Reduction.Norm2 => Math.Sqrt(result),
            _ => result,
        };
    }

    /// <summary>
    /// Row i belongs to lane i mod the lanes of a 512-bit vector on every machine, and lanes combine from first to last: the same bits
    /// whatever vectors the hardware has.
    /// </summary>
    private static T Fold<T, TFold>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFold : struct, IFold<T>
    {
        var lanes = Vector512<T>.Count;
        if (values.Length < lanes)
        {
            var few = TFold.First(values[0]);
            for (var i = 1; i < values.Length; i++)
                few = TFold.Combine(few, TFold.First(values[i]));
            return few;
        }

        var folded = TFold.First(Vector512.Create(values));
        var row = lanes;
        for (; row <= values.Length - lanes; row += lanes)
            folded = TFold.Combine(folded, TFold.First(Vector512.Create(values[row..])));
        Span<T> lane = stackalloc T[lanes];
        folded.CopyTo(lane);
        for (var i = 0; row < values.Length; i++, row++)
            lane[i] = TFold.Combine(lane[i], TFold.First(values[row]));
        var result = lane[0];
        for (var i = 1; i < lanes; i++)
            result = TFold.Combine(result, lane[i]);
        return result;
    }

    private interface IFold<T>
    {
        static abstract T First(T value);

        static abstract Vector512<T> First(Vector512<T> values);

        static abstract T Combine(T left, T right);

        static abstract Vector512<T> Combine(Vector512<T> left, Vector512<T> right);
    }

    private readonly struct Sum<T> : IFold<T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T First(T value) => value;

        public static Vector512<T> First(Vector512<T> values) => values;

        public static T Combine(T left, T right) => left + right;

        public static Vector512<T> Combine(Vector512<T> left, Vector512<T> right) => left + right;
    }

    private readonly struct SumOfMagnitudes<T> : IFold<T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T First(T value) => T.Abs(value);

        public static Vector512<T> First(Vector512<T> values) => Vector512.Abs(values);

        public static T Combine(T left, T right) => left + right;

        public static Vector512<T> Combine(Vector512<T> left, Vector512<T> right) => left + right;
    }

    private readonly struct SumOfSquares<T> : IFold<T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T First(T value) => value * value;

        public static Vector512<T> First(Vector512<T> values) => values * values;

        public static T Combine(T left, T right) => left + right;

        public static Vector512<T> Combine(Vector512<T> left, Vector512<T> right) => left + right;
    }

    private readonly struct Minimum<T> : IFold<T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T First(T value) => value;

        public static Vector512<T> First(Vector512<T> values) => values;

        public static T Combine(T left, T right) => T.Min(left, right);

        public static Vector512<T> Combine(Vector512<T> left, Vector512<T> right) => Vector512.Min(left, right);
    }

    private readonly struct Maximum<T> : IFold<T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T First(T value) => value;

        public static Vector512<T> First(Vector512<T> values) => values;

        public static T Combine(T left, T right) => T.Max(left, right);

        public static Vector512<T> Combine(Vector512<T> left, Vector512<T> right) => Vector512.Max(left, right);
    }
}
