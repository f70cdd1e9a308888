using System.Globalization;

namespace Annarchy.Gpu.Dialect;

/// <summary>Numbers as they are written.</summary>
internal static class NumberLiteral
{
    /// <summary>The value of a number; null if it is none.</summary>
    public static Expression? Parse(string text)
    {
        var isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!isHexadecimal && text.AsSpan().ContainsAny(".eE"))
            return ParseReal(text);
        var digits = text.TrimEnd('u', 'U', 'l', 'L');
        var suffix = text[digits.Length..].ToUpperInvariant();
        var style = isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!ulong.TryParse(isHexadecimal ? digits.AsSpan(2) : digits, style, CultureInfo.InvariantCulture, out var value))
            return null;
        var isUnsigned = suffix.Contains('U', StringComparison.Ordinal);
        var isLong = suffix.Contains('L', StringComparison.Ordinal);
        NumberType[] candidates = (isUnsigned, isHexadecimal) switch
        {
            (true, _) => [NumberType.U32, NumberType.U64],
            (false, true) => [NumberType.I32, NumberType.U32, NumberType.I64, NumberType.U64],
            _ => [NumberType.I32, NumberType.I64, NumberType.U64],
        };
        var type = Array.Find(candidates, c => (!isLong || c.IsWide()) && value <= Largest(c));
        return new WholeConstant(type, (long)value);
    }

    private static RealConstant? ParseReal(string text)
    {
        var isSingle = text.EndsWith('f') || text.EndsWith('F');
        var digits = isSingle ? text.AsSpan(0, text.Length - 1) : text;
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (isSingle)
            return float.TryParse(digits, Style, CultureInfo.InvariantCulture, out var single) ? new RealConstant(NumberType.Single, single) : null;
        return double.TryParse(digits, Style, CultureInfo.InvariantCulture, out var value) ? new RealConstant(NumberType.Double, value) : null;
    }

    private static ulong Largest(NumberType type) => type switch
    {
        NumberType.I32 => int.MaxValue,
        NumberType.U32 => uint.MaxValue,
        NumberType.I64 => long.MaxValue,
        _ => ulong.MaxValue,
    };
}
