using System.Runtime.Intrinsics;
using Annarchy.Numerics;
using Annarchy.Programs;

namespace Annarchy.Tests.Numerics;

/// <summary>Errors in units of the last place, against references of higher precision, over the whole range of arguments.</summary>
public class VectorMathAccuracyTests
{
    private const int DoubleSamples = 1200;

    /// <summary>Function, largest error allowed in float and in double.</summary>
    public static TheoryData<string, double, double> Bounds => new()
    {
        { "Exp", 1.0, 1.0 },
        { "Expm1", 3.0, 3.0 },
        { "Log", 1.0, 1.0 },
        { "Sin", 1.6, 1.6 },
        { "Cos", 1.6, 1.6 },
        { "Tan", 3.5, 3.5 },
        { "Asin", 2.5, 2.5 },
        { "Acos", 1.5, 1.5 },
        { "Atan", 1.5, 1.5 },
        { "Sinh", 2.5, 2.5 },
        { "Cosh", 1.6, 1.6 },
        { "Tanh", 2.6, 2.6 },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void SinglePrecisionStaysWithinItsBound(string name, double bound, double _)
    {
        var function = VectorFunction.Find(name);
        var reference = Reference(name);

        // Every 20011th bit pattern: all exponents, both signs, subnormals, infinities and NaNs.
        var worst = (Error: 0.0, At: 0f);
        var x = new float[16];
        for (var start = 0L; start < 1L << 32; start += 16 * 20011)
        {
            for (var i = 0; i < 16; i++)
                x[i] = BitConverter.UInt32BitsToSingle((uint)(start + i * 20011));
            var y = function.Single512(Vector512.Create(x));
            for (var i = 0; i < 16; i++)
            {
                var error = SingleError(y[i], reference(x[i]));
                if (error > worst.Error)
                    worst = (error, x[i]);
            }
        }

        Assert.True(worst.Error <= bound, $"{name}({worst.At:R}f) is {worst.Error} ulp off");
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void DoublePrecisionStaysWithinItsBound(string name, double _, double bound)
    {
        var function = VectorFunction.Find(name);
        var random = new Random(20250101);
        var worst = (Error: 0.0, At: 0.0);
        for (var i = 0; i < DoubleSamples; i += 8)
        {
            var x = Vector512.Create(Enumerable.Range(i, 8).Select(k => Argument(name, k, random)).ToArray());
            var y = function.Double512(x);
            for (var j = 0; j < 8; j++)
            {
                var error = DoubleError(name, x[j], y[j]);
                if (error > worst.Error)
                    worst = (error, x[j]);
            }
        }

        Assert.True(worst.Error <= bound, $"{name}({worst.At:R}) is {worst.Error} ulp off");
    }

    [Fact]
    public void PowerInSinglePrecisionStaysWithinItsBound()
    {
        var random = new Random(3);
        for (var i = 0; i < 200_000; i++)
        {
            var x = i % 2 == 0 ? (float)(random.NextDouble() * 10.0) : MathF.Abs(BitConverter.Int32BitsToSingle(random.Next()));
            if (!float.IsFinite(x) || x == 0f)
                continue;
            var y = i % 4 < 2 ? (float)(random.NextDouble() * 20.0 - 10.0) : (float)((random.NextDouble() * 208.0 - 104.0) / Math.Log(x));
            var value = VectorMath.Power(Vector128.Create(x), Vector128.Create(y))[0];
            var error = SingleError(value, Math.Pow(x, y));
            Assert.True(error <= 0.6, $"Power({x:R}f, {y:R}f) is {error} ulp off");
        }
    }

    [Fact]
    public void PowerInDoublePrecisionStaysWithinItsBound()
    {
        var random = new Random(4);
        for (var i = 0; i < DoubleSamples; i++)
        {
            var x = i % 2 == 0 ? random.NextDouble() * 10.0 : Math.Abs(BitConverter.Int64BitsToDouble(random.NextInt64()));
            if (!double.IsFinite(x) || x == 0.0)
                continue;
            var y = i % 4 < 2 ? random.NextDouble() * 20.0 - 10.0 : (random.NextDouble() * 2.0 - 1.0) * 745.0 / Math.Log(x);
            var value = VectorMath.Power(Vector128.Create(x), Vector128.Create(y))[0];
            if (!double.IsFinite(value) || value == 0.0)
                continue;
            var error = BigFloat.Power(x, y).DistanceInUlps(value);
            Assert.True(error <= 1.0, $"Power({x:R}, {y:R}) is {error} ulp off");
        }
    }

    private static Func<double, double> Reference(string name) => name switch
    {
        "Exp" => Math.Exp,
        "Expm1" => ConstantFolding.Expm1,
        "Log" => Math.Log,
        "Sin" => Math.Sin,
        "Cos" => Math.Cos,
        "Tan" => Math.Tan,
        "Asin" => Math.Asin,
        "Acos" => Math.Acos,
        "Atan" => Math.Atan,
        "Sinh" => Math.Sinh,
        "Cosh" => Math.Cosh,
        "Tanh" => Math.Tanh,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static double SingleError(float value, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(value))
            return double.IsNaN(exact) && float.IsNaN(value) ? 0.0 : double.PositiveInfinity;

        // Numbers that round to infinity.
        if (Math.Abs(exact) >= 3.4028235677973366e38)
            return value == Math.CopySign(double.PositiveInfinity, exact) ? 0.0 : double.PositiveInfinity;
        if (exact == 0.0)
            return value == 0f && float.IsNegative(value) == double.IsNegative(exact) ? 0.0 : double.PositiveInfinity;
        return Math.Abs(value - exact) / Math.ScaleB(1.0, Math.Max(Math.ILogB(exact), -126) - 23);
    }

    private static double DoubleError(string name, double x, double value)
    {
        var expected = Reference(name)(x);
        if (double.IsNaN(expected) || double.IsNaN(value))
            return double.IsNaN(expected) && double.IsNaN(value) ? 0.0 : double.PositiveInfinity;
        if (double.IsInfinity(expected) || double.IsInfinity(value) || expected == 0.0)
            return expected.Equals(value) ? 0.0 : double.PositiveInfinity;
        var exact = name switch
        {
            "Exp" => BigFloat.Exp(x),
            "Expm1" => Expm1(x),
            "Log" => BigFloat.Log(x),
            "Sin" => BigFloat.SinCos(x).Sin,
            "Cos" => BigFloat.SinCos(x).Cos,
            "Tan" => BigFloat.Tan(x),
            "Asin" => BigFloat.Asin(x),
            "Acos" => BigFloat.Acos(x),
            "Atan" => BigFloat.Atan(x),
            "Sinh" => BigFloat.Sinh(x),
            "Cosh" => BigFloat.Cosh(x),
            _ => BigFloat.Tanh(x),
        };
        return exact.DistanceInUlps(value);
    }

    /// <summary>Below 1e-6 three terms of the series, where the difference would lose the reference's own digits.</summary>
    private static BigFloat Expm1(double x)
    {
        BigFloat y = x;
        return Math.Abs(x) < 1e-6 ? y + (y * y * 0.5) + (y * y * y / 6.0) : BigFloat.Exp(y) - BigFloat.One;
    }

    /// <summary>Any bit pattern, the range where the function lives, small numbers, numbers around 1.</summary>
    private static double Argument(string name, int index, Random random)
    {
        var range = name switch { "Exp" or "Expm1" or "Sinh" or "Cosh" => 720.0, "Sin" or "Cos" or "Tan" => 1e4, "Tanh" => 20.0, _ => 1.0 };
        return (index % 4) switch
        {
            0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            1 => (random.NextDouble() * 2.0 - 1.0) * range,
            2 => Math.Exp(-30.0 * random.NextDouble()) * range,
            _ => (random.NextDouble() * 2.0 - 1.0) * 4.0,
        };
    }
}
