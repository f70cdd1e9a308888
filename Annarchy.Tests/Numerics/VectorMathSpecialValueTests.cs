using System.Runtime.Intrinsics;
using Annarchy.Numerics;

namespace Annarchy.Tests.Numerics;

public class VectorMathSpecialValueTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    private static readonly double[] Specials =
    [
        0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5, 2.5, -2.5, NaN, Inf, -Inf, 1e300, -1e300, double.Epsilon,
        -double.Epsilon, 9007199254740993.0, -9007199254740991.0, 4503599627370497.5, 16777217.0, 8388607.5, 1e-40,
    ];

    public static TheoryData<string, double, double> SpecialValues => new()
    {
        { "Exp", NaN, NaN },
        { "Exp", Inf, Inf },
        { "Exp", -Inf, 0.0 },
        { "Exp", 0.0, 1.0 },
        { "Exp", -0.0, 1.0 },
        { "Exp", 1000.0, Inf },
        { "Exp", -1000.0, 0.0 },
        { "Log", NaN, NaN },
        { "Log", Inf, Inf },
        { "Log", -Inf, NaN },
        { "Log", 0.0, -Inf },
        { "Log", -0.0, -Inf },
        { "Log", -1.0, NaN },
        { "Log", 1.0, 0.0 },
        { "Sin", NaN, NaN },
        { "Sin", Inf, NaN },
        { "Sin", -Inf, NaN },
        { "Sin", 0.0, 0.0 },
        { "Sin", -0.0, -0.0 },
        { "Cos", NaN, NaN },
        { "Cos", Inf, NaN },
        { "Cos", -Inf, NaN },
        { "Cos", 0.0, 1.0 },
        { "Tan", NaN, NaN },
        { "Tan", Inf, NaN },
        { "Tan", -Inf, NaN },
        { "Tan", 0.0, 0.0 },
        { "Tan", -0.0, -0.0 },
        { "Asin", NaN, NaN },
        { "Asin", Inf, NaN },
        { "Asin", 2.0, NaN },
        { "Asin", -1.0000001192092896, NaN },
        { "Asin", -0.0, -0.0 },
        { "Acos", NaN, NaN },
        { "Acos", -Inf, NaN },
        { "Acos", 2.0, NaN },
        { "Acos", 1.0, 0.0 },
        { "Atan", NaN, NaN },
        { "Atan", -0.0, -0.0 },
        { "Sinh", NaN, NaN },
        { "Sinh", Inf, Inf },
        { "Sinh", -Inf, -Inf },
        { "Sinh", -0.0, -0.0 },
        { "Sinh", -1000.0, -Inf },
        { "Cosh", NaN, NaN },
        { "Cosh", -Inf, Inf },
        { "Cosh", 0.0, 1.0 },
        { "Cosh", 1000.0, Inf },
        { "Tanh", NaN, NaN },
        { "Tanh", Inf, 1.0 },
        { "Tanh", -Inf, -1.0 },
        { "Tanh", -0.0, -0.0 },
        { "SquareRoot", -1.0, NaN },
        { "SquareRoot", -0.0, -0.0 },
        { "Floor", -0.5, -1.0 },
        { "Ceiling", -0.5, -0.0 },
    };

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void FunctionOfSpecialValue(string name, double x, double expected)
    {
        var function = VectorFunction.Find(name);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), Canonical(function.Double512(Vector512.Create(x))[3]));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), Canonical(function.Single512(Vector512.Create((float)x))[3]));
    }

    [Theory]
    [InlineData(Inf, 1.5707963267948966)]
    [InlineData(-Inf, -1.5707963267948966)]
    public void ArcTangentAtInfinityIsHalfPi(double x, double expected)
    {
        Assert.Equal(expected, VectorMath.Atan(Vector512.Create(x))[0]);
        Assert.Equal((float)expected, VectorMath.Atan(Vector512.Create((float)x))[0]);
    }

    /// <summary>The largest argument with a finite result and the next one; the smallest with a result that is not 0.</summary>
    [Fact]
    public void ExponentialOverflowsAndUnderflowsWhereItShould()
    {
        Assert.True(double.IsFinite(Exp(709.782712893384)));
        Assert.Equal(Inf, Exp(709.7827128933841));
        Assert.Equal(double.Epsilon, Exp(-745.1332191019411));
        Assert.Equal(0.0, Exp(-745.1332191019412));
        Assert.True(float.IsFinite(ExpSingle(88.72283f)));
        Assert.Equal(float.PositiveInfinity, ExpSingle(88.72284f));
        Assert.Equal(float.Epsilon, ExpSingle(-103.97207f));
        Assert.Equal(0f, ExpSingle(-103.972084f));

        static double Exp(double x) => VectorMath.Exp(Vector512.Create(x))[0];
        static float ExpSingle(float x) => VectorMath.Exp(Vector512.Create(x))[0];
    }

    [Fact]
    public void PowerOfSpecialValuesIsThatOfIeee754()
    {
        foreach (var x in Specials)
        {
            foreach (var y in Specials)
            {
                AssertClose(Math.Pow(x, y), VectorMath.Power(Vector512.Create(x), Vector512.Create(y))[0], 1e-15, x, y);
                AssertClose(MathF.Pow((float)x, (float)y), VectorMath.Power(Vector512.Create((float)x), Vector512.Create((float)y))[0],
                    2e-7, x, y);
            }
        }

        static void AssertClose(double expected, double actual, double tolerance, double x, double y)
        {
            var same = double.IsFinite(expected) && expected != 0.0
                ? Math.Abs(actual / expected - 1.0) <= tolerance
                : Canonical(expected) == Canonical(actual);
            Assert.True(same, $"Power({x:R}, {y:R}) = {actual:R}, not {expected:R}");
        }
    }

    [Fact]
    public void ModuloOfRealsIsExact()
    {
        var random = new Random(11);
        foreach (var x in Specials)
        {
            foreach (var y in Specials)
                Check(x, y);
        }

        for (var i = 0; i < 5_000; i++)
        {
            Check(Bits(), Bits());
            Check(random.Next(-100, 100) * 0.1, random.Next(-10, 10) * 0.1);
            var dividend = Bits();
            Check(dividend, dividend / random.Next(1, 1000));
        }

        double Bits() => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));

        static void Check(double x, double y)
        {
            Assert.Equal(Canonical(x % y), Canonical(VectorMath.Modulo(Vector512.Create(x), Vector512.Create(y))[0]));
            var (a, b) = ((float)x, (float)y);
            Assert.Equal(Canonical(a % b), Canonical(VectorMath.Modulo(Vector512.Create(a), Vector512.Create(b))[0]));
        }
    }

    [Fact]
    public void ModuloOfIntegersTruncatesAndIsZeroForDivisorZero()
    {
        var random = new Random(12);
        Check(int.MinValue, -1);
        Check(long.MinValue, -1);
        Check(7, 0);
        Check(-7, 3);
        Check(7, -3);
        for (var i = 0; i < 100_000; i++)
        {
            Check(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(63), random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(63));
        }

        static void Check(long x, long y)
        {
            Assert.Equal(y is 0 or -1 ? 0 : x % y, VectorMath.Modulo(Vector512.Create(x), Vector512.Create(y))[5]);
            var (a, b) = ((int)x, (int)y);
            Assert.Equal(b is 0 or -1 ? 0 : a % b, VectorMath.Modulo(Vector512.Create(a), Vector512.Create(b))[5]);
        }
    }

    /// <summary>Bits of a number, the same for every NaN.</summary>
    private static long Canonical(double x) => BitConverter.DoubleToInt64Bits(double.IsNaN(x) ? NaN : x);
}
