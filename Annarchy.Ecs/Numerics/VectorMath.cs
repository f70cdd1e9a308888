namespace Annarchy.Numerics;

/// <summary>
/// Elementary functions of whole vectors, one overload per width (<c>Vector128</c>, <c>Vector256</c>, <c>Vector512</c>) and
/// element type, named after the operations of update programs. An element's result has the same bits at every width and
/// whatever its neighbours are.
/// </summary>
internal static partial class VectorMath
{
    // Adding 1.5 * 2^(mantissa bits) rounds to an integer, which then stands in the low bits of the sum. The bias of an exponent
    // added along makes those bits the exponent of a power of two; twice the bias, so that halving leaves one.
    private const float IntegerSingle = 12582912f;
    private const double IntegerDouble = 6755399441055744.0;
    private const long IntegerDoubleBits = 0x4338000000000000;
    private const float BiasedSingle = 12582912f + 127f;
    private const float TwiceBiasedSingle = 12582912f + 254f;
    private const double BiasedDouble = 6755399441055744.0 + 1023.0;
    private const double TwiceBiasedDouble = 6755399441055744.0 + 2046.0;
}
