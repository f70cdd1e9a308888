using System.Numerics;
using Annarchy.Randomness;

namespace Annarchy.Tests.Randomness;

public class ElementaryFunctionTests
{
    private static readonly double[] Uniforms = new Uniform(0.0, 1.0).Values(20_000, seed: 1);

    [Fact]
    public void Logarithm_is_accurate_to_two_units_in_the_last_place()
    {
        foreach (var u in Uniforms)
        {
            foreach (var x in (double[])[u + 1e-300, 1.0 - (u * 1e-9), 1.0 + u, 1e-16 * (u + 1e-3), 1e12 * (u + 1e-3)])
                AssertClose(Math.Log(x), ElementaryFunctions.Log(x), 2.0);
        }

        Assert.Equal(0.0, ElementaryFunctions.Log(1.0));
    }

    [Fact]
    public void Exponential_is_accurate_to_two_units_in_the_last_place()
    {
        foreach (var u in Uniforms)
        {
            foreach (var x in (double[])[u, -u, 700.0 * u, -700.0 * u, 1e-9 * u])
                AssertClose(Math.Exp(x), ElementaryFunctions.Exp(x), 2.0);
        }

        Assert.Equal(1.0, ElementaryFunctions.Exp(0.0));
        Assert.Equal(0.0, ElementaryFunctions.Exp(-800.0));
        Assert.Equal(double.PositiveInfinity, ElementaryFunctions.Exp(800.0));
        Assert.Equal(double.NaN, ElementaryFunctions.Exp(double.NaN));
        Assert.Equal(Math.Exp(-740.0), ElementaryFunctions.Exp(-740.0), 1e-322);
    }

    [Fact]
    public void Sine_and_cosine_are_accurate_to_two_units_in_the_last_place()
    {
        foreach (var u in Uniforms)
        {
            var x = u - 0.5;
            var (sin, cos) = ElementaryFunctions.SinCosQuarterTurn(x);
            AssertClose(Math.Sin(x * Math.PI / 2.0), sin, 2.0);
            AssertClose(Math.Cos(x * Math.PI / 2.0), cos, 2.0);
        }
    }

    [Fact]
    public void Vectors_of_doubles_have_the_bits_of_scalars()
    {
        Span<double> result = stackalloc double[Vector<double>.Count];
        for (var i = 0; i + Vector<double>.Count <= Uniforms.Length; i += Vector<double>.Count)
        {
            var u = new Vector<double>(Uniforms, i);
            ElementaryFunctions.Log(u + new Vector<double>(1e-17)).CopyTo(result);
            for (var lane = 0; lane < result.Length; lane++)
                Assert.Equal(ElementaryFunctions.Log(Uniforms[i + lane] + 1e-17), result[lane]);
            var (sin, cos) = ElementaryFunctions.SinCosQuarterTurn(u - new Vector<double>(0.5));
            for (var lane = 0; lane < result.Length; lane++)
                Assert.Equal(ElementaryFunctions.SinCosQuarterTurn(Uniforms[i + lane] - 0.5), (sin[lane], cos[lane]));
        }
    }

    [Fact]
    public void Vectors_of_floats_are_accurate_to_single_precision()
    {
        for (var i = 0; i + Vector<float>.Count <= Uniforms.Length; i += Vector<float>.Count)
        {
            var x = new float[Vector<float>.Count];
            for (var lane = 0; lane < x.Length; lane++)
                x[lane] = (float)Uniforms[i + lane] + 1e-9f;
            var log = ElementaryFunctions.Log(new Vector<float>(x));
            var (sin, cos) = ElementaryFunctions.SinCosQuarterTurn(new Vector<float>(x) * new Vector<float>(0.5f));
            for (var lane = 0; lane < x.Length; lane++)
            {
                Assert.Equal(Math.Log(x[lane]), log[lane], 3e-7 * (1.0 + Math.Abs(Math.Log(x[lane]))));
                Assert.Equal(Math.Sin(x[lane] * Math.PI / 4.0), sin[lane], 2e-7);
                Assert.Equal(Math.Cos(x[lane] * Math.PI / 4.0), cos[lane], 2e-7);
            }
        }
    }

    private static void AssertClose(double expected, double actual, double units) =>
        Assert.Equal(expected, actual, units * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)));
}
