namespace Annarchy.Gpu.Dialect;

/// <summary>Numbers of one type as numbers of another.</summary>
internal static class Conversion
{
    public static Expression To(NumberType type, Expression value) => value switch
    {
        _ when value.Type == type => value,
        WholeConstant { Type: not NumberType.U64 } whole when type == NumberType.Single => new RealConstant(type, (float)whole.Bits),
        WholeConstant { Type: not NumberType.U64 } whole when type == NumberType.Double => new RealConstant(type, whole.Bits),
        WholeConstant whole when type.IsWide() => new WholeConstant(type, whole.Bits),
        RealConstant real when type == NumberType.Single => new RealConstant(type, (float)real.Value),
        RealConstant real when type == NumberType.Double => new RealConstant(type, real.Value),
        _ => new Converted(type, value),
    };

    /// <summary>A number of at least 32 bits.</summary>
    public static Expression Promote(Expression value) => To(NumberTypes.Common(value.Type, value.Type), value);

    /// <summary>A condition: 1 or 0.</summary>
    public static Expression ToTruth(Expression value)
    {
        if (value is Logical or Binary { Operator: >= Operator.Equal })
            return value;
        var number = Promote(value);
        return new Binary(NumberType.I32, Operator.NotEqual, number, To(number.Type, new WholeConstant(NumberType.I32, 0)));
    }
}
