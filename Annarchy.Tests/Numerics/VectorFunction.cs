using System.Reflection;
using System.Runtime.Intrinsics;
using Annarchy.Numerics;

namespace Annarchy.Tests.Numerics;

/// <summary>A function of one operand at every width and type, found by name as emitted kernels find it.</summary>
internal sealed record VectorFunction(
    Func<Vector128<float>, Vector128<float>> Single128,
    Func<Vector256<float>, Vector256<float>> Single256,
    Func<Vector512<float>, Vector512<float>> Single512,
    Func<Vector128<double>, Vector128<double>> Double128,
    Func<Vector256<double>, Vector256<double>> Double256,
    Func<Vector512<double>, Vector512<double>> Double512)
{
    public static VectorFunction Find(string name)
    {
        return new(Overload<Vector128<float>>(), Overload<Vector256<float>>(), Overload<Vector512<float>>(),
            Overload<Vector128<double>>(), Overload<Vector256<double>>(), Overload<Vector512<double>>());

        Func<TVector, TVector> Overload<TVector>() =>
            typeof(VectorMath).GetMethod(name, BindingFlags.Public | BindingFlags.Static, [typeof(TVector)])!
                .CreateDelegate<Func<TVector, TVector>>();
    }
}
