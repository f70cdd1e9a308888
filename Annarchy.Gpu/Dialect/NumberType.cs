namespace Annarchy.Gpu.Dialect;

/// <summary>Types of numbers, in the order in which one gives way to the other in an operation.</summary>
internal enum NumberType
{
    Void,
    U16,
    I32,
    U32,
    I64,
    U64,
    Single,
    Double,
}

/// <summary>What the types of numbers mean.</summary>
internal static class NumberTypes
{
    public static bool IsReal(this NumberType type) => type >= NumberType.Single;

    public static bool IsUnsigned(this NumberType type) => type is NumberType.U16 or NumberType.U32 or NumberType.U64;

    public static bool IsWide(this NumberType type) => type is NumberType.I64 or NumberType.U64;

    /// <summary>The type two operands are brought to: at least 32 bits.</summary>
    public static NumberType Common(NumberType left, NumberType right) =>
        (NumberType)Math.Max((int)NumberType.I32, Math.Max((int)left, (int)right));

    /// <summary>Its bytes.</summary>
    public static int Size(this NumberType type) => type switch
    {
        NumberType.U16 => 2,
        NumberType.I32 or NumberType.U32 or NumberType.Single => 4,
        _ => 8,
    };

    public static Type ToClr(this NumberType type) => type switch
    {
        NumberType.Void => typeof(void),
        NumberType.U16 => typeof(ushort),
        NumberType.I32 => typeof(int),
        NumberType.U32 => typeof(uint),
        NumberType.I64 => typeof(long),
        NumberType.U64 => typeof(ulong),
        NumberType.Single => typeof(float),
        _ => typeof(double),
    };
}
