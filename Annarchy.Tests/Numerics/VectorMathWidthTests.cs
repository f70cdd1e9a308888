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
                         "Exp", "Log", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Tanh", "Floor", "Ceiling",
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
}
