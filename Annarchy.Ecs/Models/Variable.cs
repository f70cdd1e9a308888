namespace Annarchy;

/// <summary>A variable of a model: an equation and what the flags after the colon would say in text.</summary>
/// <param name="equation">
/// The equation, such as <c>"tau * dv/dt + v = 1"</c>; it may have flags of its own for what is not given here.
/// </param>
/// <param name="init">Value at the start; 0 by default.</param>
/// <param name="min">Lower bound: a number, an attribute or an expression.</param>
/// <param name="max">Upper bound: a number, an attribute or an expression.</param>
/// <param name="method">Numerical method of a differential equation; the network's by default.</param>
/// <param name="locality">How many values it has; one per neuron or synapse by default.</param>
/// <param name="kind">Type of its values.</param>
public sealed class Variable(
    string equation,
    AttributeValue? init = null,
    AttributeValue? min = null,
    AttributeValue? max = null,
    NumericalMethod? method = null,
    Locality locality = Locality.Local,
    AttributeKind kind = AttributeKind.Real)
{
    /// <summary>The equation.</summary>
    public string Equation { get; } = equation ?? throw new ArgumentNullException(nameof(equation));

    /// <summary>Value at the start.</summary>
    public AttributeValue? Init { get; } = init;

    /// <summary>Lower bound.</summary>
    public AttributeValue? Min { get; } = min;

    /// <summary>Upper bound.</summary>
    public AttributeValue? Max { get; } = max;

    /// <summary>Numerical method of a differential equation.</summary>
    public NumericalMethod? Method { get; } = method;

    /// <summary>How many values it has.</summary>
    public Locality Locality { get; } = locality;

    /// <summary>Type of its values.</summary>
    public AttributeKind Kind { get; } = kind;
}
