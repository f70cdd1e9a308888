using System.Reflection;
using System.Runtime.Intrinsics;
using Annarchy.Numerics;

namespace Annarchy.Tests.Numerics;

/// <summary>Every function exists at every width under one name, so that emitted kernels find it by name and type.</summary>
public class VectorMathWidthTests
{
    public static TheoryData<string, int> Functions
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in new[]
                     {
                         "Exp", "Expm1", "Log", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Tanh", "Floor", "Ceiling",
                         "SquareRoot", "Absolute",
                     })
                data.Add(name, 1);
            data.Add("Power", 2);
            data.Add("Modulo", 2);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void FunctionHasAnOverloadForEveryVectorOfReals(string name, int operands)
    {
        Type[] vectors =
        [
            typeof(Vector128<float>), typeof(Vector256<float>), typeof(Vector512<float>),
            typeof(Vector128<double>), typeof(Vector256<double>), typeof(Vector512<double>),
        ];
        foreach (var vector in vectors)
        {
            var method = typeof(VectorMath).GetMethod(name, BindingFlags.Public | BindingFlags.Static,
                Enumerable.Repeat(vector, operands).ToArray());
            Assert.NotNull(method);
            Assert.Equal(vector, method.ReturnType);
        }
    }

    [Fact]
    public void ModuloHasAnOverloadForEveryVectorOfIntegers()
    {
        Type[] vectors =
        [
            typeof(Vector128<int>), typeof(Vector256<int>), typeof(Vector512<int>),
            typeof(Vector128<long>), typeof(Vector256<long>), typeof(Vector512<long>),
        ];
        foreach (var vector in vectors)
            Assert.NotNull(typeof(VectorMath).GetMethod("Modulo", BindingFlags.Public | BindingFlags.Static, [vector, vector]));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void ResultHasTheSameBitsAtEveryWidthAndBesideAnyNeighbours(string name, int operands)
    {
        var random = new Random(6);
        var singles = new float[16];
        var doubles = new double[8];
        var (single512, single256, single128) = (Bind<Vector512<float>>(), Bind<Vector256<float>>(), Bind<Vector128<float>>());
        var (double512, double256, double128) = (Bind<Vector512<double>>(), Bind<Vector256<double>>(), Bind<Vector128<double>>());
        for (var round = 0; round < 500; round++)
        {
            // Some lanes need the long way (huge angles, infinities), some do not.
            for (var i = 0; i < singles.Length; i++)
                singles[i] = round % 2 == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) : random.NextSingle();
            for (var i = 0; i < doubles.Length; i++)
                doubles[i] = round % 2 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) : random.NextDouble();

            var wideSingle = single512(Vector512.Create(singles));
            for (var i = 0; i < singles.Length; i++)
            {
                AssertSame(wideSingle[i], single256(Vector256.Create(singles, i / 8 * 8))[i % 8]);
                AssertSame(wideSingle[i], single128(Vector128.Create(singles, i / 4 * 4))[i % 4]);
                AssertSame(wideSingle[i], single512(Vector512.Create(singles[i]))[0]);
            }

            var wideDouble = double512(Vector512.Create(doubles));
            for (var i = 0; i < doubles.Length; i++)
            {
                AssertSame(wideDouble[i], double256(Vector256.Create(doubles, i / 4 * 4))[i % 4]);
                AssertSame(wideDouble[i], double128(Vector128.Create(doubles, i / 2 * 2))[i % 2]);
                AssertSame(wideDouble[i], double512(Vector512.Create(doubles[i]))[0]);
            }
        }

        // The second operand of a function of two is the cosine of the first.
        Func<TVector, TVector> Bind<TVector>()
        {
            var method = typeof(VectorMath).GetMethod(name, BindingFlags.Public | BindingFlags.Static,
                Enumerable.Repeat(typeof(TVector), operands).ToArray())!;
            if (operands == 1)
                return method.CreateDelegate<Func<TVector, TVector>>();
            var function = method.CreateDelegate<Func<TVector, TVector, TVector>>();
            var cosine = typeof(VectorMath).GetMethod("Cos", BindingFlags.Public | BindingFlags.Static, [typeof(TVector)])!
                .CreateDelegate<Func<TVector, TVector>>();
            return x => function(x, cosine(x));
        }

        static void AssertSame(double expected, double actual) =>
            Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual)
                || (double.IsNaN(expected) && double.IsNaN(actual)));
    }
}
