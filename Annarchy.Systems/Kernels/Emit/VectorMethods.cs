using System.Reflection;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// The vector types of one width and precision and their methods, taken from delegates: finding overloads by reflection would
/// take longer than everything else there is to do for a kernel.
/// </summary>
internal abstract class VectorMethods
{
    public abstract VectorWidth Width { get; }

    /// <summary>Type of real numbers.</summary>
    public abstract Type Real { get; }

    /// <summary>Type of integers, as wide.</summary>
    public abstract Type Integer { get; }

    /// <summary>Bytes of a number.</summary>
    public abstract int ElementSize { get; }

    /// <summary>Rows of a vector.</summary>
    public int Lanes => Width.Bytes() / ElementSize;

    /// <summary>A vector of reals; also of masks, whose lanes are all ones or all zeros.</summary>
    public abstract Type RealVector { get; }

    public abstract Type IntegerVector { get; }

    /// <summary>a * b + c, rounded once.</summary>
    public abstract MethodInfo FusedMultiplyAdd { get; }

    /// <summary>The sign bits of a vector of reals: a mask as a number.</summary>
    public abstract MethodInfo Bits { get; }

    /// <summary>Whether all bits of a vector of integers are zero.</summary>
    public abstract MethodInfo IsZero { get; }

    /// <summary>Vector of reals, number of rows, reduction: the lanes of the first rows, and neutral values in the others.</summary>
    public abstract MethodInfo KeepFirst { get; }

    /// <summary>The methods of a width and precision.</summary>
    public static VectorMethods Of(VectorWidth width, Precision precision) => width switch
    {
        VectorWidth.Bits512 => Of512(precision),
        VectorWidth.Bits256 => Of256(precision),
        _ => Of128(precision),
    };

    /// <summary>Whether an operation goes lane by lane for want of a vector method.</summary>
    public static bool IsScalar(Term term) => term.IsDraw;

    /// <summary>An operation on real lanes, on masks, or a choice between reals; of functions only those short enough to be inlined.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public abstract MethodInfo OfReals(Op op);

    /// <summary>An operation on integer lanes; <see cref="Op.NotEqual"/> is a difference of bits, not a mask.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public abstract MethodInfo OfIntegers(Op op);

    /// <summary>A function that takes the address of its operands, which follow one another, and writes its result there.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public abstract MethodInfo Call(Op op, bool reals);

    /// <summary>Fills a vector with one number.</summary>
    public abstract MethodInfo Broadcast(bool reals);

    /// <summary>The first lane.</summary>
    public abstract MethodInfo First(bool reals);

    /// <summary>The same bits as lanes of another type.</summary>
    public abstract MethodInfo Reinterpret(bool asReals);

    /// <summary>Column, places: the elements at the places.</summary>
    public abstract MethodInfo Gather(bool reals);

    /// <summary>Column, places, vector, number of rows: writes the lanes of the first rows to the places.</summary>
    public abstract MethodInfo Scatter(bool reals);

    /// <summary>Address, vector, number of rows: writes the lanes of the first rows.</summary>
    public abstract MethodInfo StoreFirst(bool reals);

    // One method each, so that no more types are loaded than are needed.
    private static VectorMethods Of512(Precision precision) =>
        precision == Precision.Single ? new Vector512Methods<float, int>() : new Vector512Methods<double, long>();

    private static VectorMethods Of256(Precision precision) =>
        precision == Precision.Single ? new Vector256Methods<float, int>() : new Vector256Methods<double, long>();

    private static VectorMethods Of128(Precision precision) =>
        precision == Precision.Single ? new Vector128Methods<float, int>() : new Vector128Methods<double, long>();
}
