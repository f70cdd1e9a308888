namespace Annarchy.Gpu.Dialect;

/// <summary>Numbers of one type as numbers of another.</summary>
internal static class Conversion
{
    public static Expression To(NumberType type, Expression value) => value switch
    {
        _ when value.Type == type => value,
        WholeConstant whole when type.IsReal() && whole.Type != NumberType.U64 => new RealConstant(type, type == NumberType.Single ? (float)whole.Bits : whole.Bits),
        WholeConstant whole when type.IsWide() => new WholeConstant(type, whole.Bits),
        RealConstant real when type == NumberType.Single => new RealConstant(type, (float)real.Value),
        RealConstant real when type == NumberType.Double => new RealConstant(type, real.Value),
        _ => new Converted(type, value),
    };

    /// <summary>A condition: 1 or 0.</summary>
    public static Expression ToTruth(Expression value) => value is Logical or Binary { Operator: >= Operator.Equal }
        ? value
        : new Binary(NumberType.I32, Operator.NotEqual, To(NumberTypes.Common(value.Type, value.Type), value), To(NumberTypes.Common(value.Type, value.Type), new WholeConstant(NumberType.I32, 0)));
}
