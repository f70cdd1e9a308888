using System.Diagnostics.CodeAnalysis;
using Annarchy.Language;
using Annarchy.Language.Syntax;

namespace Annarchy;

/// <summary>
/// A value in the definition of a model: a number, a truth value, a distribution to draw from, or an expression of numbers and
/// names. All of these convert to it.
/// </summary>
public sealed class AttributeValue
{
    private readonly double _number;
    private readonly AttributeValueForm _form;
    private readonly string _text = "";
    private readonly RandomDistribution? _distribution;

    /// <summary>A number.</summary>
    /// <param name="value">Any number.</param>
    public AttributeValue(double value) => (_number, _form) = (value, AttributeValueForm.Number);

    /// <summary>An integer.</summary>
    /// <param name="value">Any integer.</param>
    public AttributeValue(int value) => (_number, _form) = (value, AttributeValueForm.Integer);

    /// <summary>A truth value.</summary>
    /// <param name="value">True or false.</param>
    public AttributeValue(bool value) => (_number, _form) = (value ? 1.0 : 0.0, AttributeValueForm.Boolean);

    /// <summary>An expression.</summary>
    /// <param name="expression">The expression's text, such as <c>"-v_rest"</c>; names are resolved with the model.</param>
    public AttributeValue(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        (_text, _form) = (expression, AttributeValueForm.Expression);
    }

    /// <summary>A distribution, from which one value is drawn per neuron or synapse.</summary>
    /// <param name="distribution">The distribution.</param>
    public AttributeValue(RandomDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        (_distribution, _form) = (distribution, AttributeValueForm.Distribution);
    }

    /// <summary>Whether it is a truth value.</summary>
    internal bool IsBoolean => _form == AttributeValueForm.Boolean;

    /// <summary>The number, if it is one.</summary>
    internal double? Number => _form is AttributeValueForm.Number or AttributeValueForm.Integer ? _number : null;

    /// <summary>The text, if it is an expression.</summary>
    internal string? Text => _form == AttributeValueForm.Expression ? _text : null;

    /// <summary>Makes a value of a number.</summary>
    /// <param name="value">Any number.</param>
    public static implicit operator AttributeValue(double value) => new(value);

    /// <summary>Makes a value of an integer.</summary>
    /// <param name="value">Any integer.</param>
    public static implicit operator AttributeValue(int value) => new(value);

    /// <summary>Makes a value of a truth value.</summary>
    /// <param name="value">True or false.</param>
    public static implicit operator AttributeValue(bool value) => new(value);

    /// <summary>Makes a value of an expression's text.</summary>
    /// <param name="expression">The text.</param>
    [return: NotNullIfNotNull(nameof(expression))]
    public static implicit operator AttributeValue?(string? expression) => expression is null ? null : new(expression);

    /// <summary>Makes a value of a distribution.</summary>
    /// <param name="distribution">The distribution.</param>
    [return: NotNullIfNotNull(nameof(distribution))]
    public static implicit operator AttributeValue?(RandomDistribution? distribution) => distribution is null ? null : new(distribution);

    /// <summary>The value as the language writes it.</summary>
    /// <returns>Text that means the same in a model.</returns>
    public override string ToString() => _form switch
    {
        AttributeValueForm.Boolean => _number != 0.0 ? "True" : "False",
        AttributeValueForm.Expression => _text,
        AttributeValueForm.Distribution => _distribution!.ToString() ?? "",
        AttributeValueForm.Integer => _number.ToString("F0", System.Globalization.CultureInfo.InvariantCulture),
        _ => _number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>The value as an expression of a model.</summary>
    /// <param name="origin">What it is, for messages.</param>
    internal Expression ToExpression(string origin)
    {
        var source = new SourceText(ToString(), origin);
        var span = new SourceSpan(source, 0, source.Text.Length);
        return _form switch
        {
            AttributeValueForm.Number => new NumberLiteral(_number, false, span),
            AttributeValueForm.Integer => new NumberLiteral(_number, true, span),
            AttributeValueForm.Boolean => new BooleanLiteral(_number != 0.0, span),
            _ => Parser.ParseExpression(source),
        };
    }

    private enum AttributeValueForm
    {
        Number,
        Integer,
        Boolean,
        Expression,
        Distribution,
    }
}
