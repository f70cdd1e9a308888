using Annarchy.Analysis;
using Annarchy.Language;
using Annarchy.Models;

namespace Annarchy;

/// <summary>
/// A neuron model, given by equations in text. With a <c>spike</c> condition its neurons are spiking; without, they are
/// rate-coded and the equations (or parameters) must define the rate <c>r</c>.
/// </summary>
/// <example>
/// <code>
/// var lif = new Neuron(
///     parameters: "tau = 10.0 : population",
///     equations: "tau * dv/dt + v = g_exc : init=0.0",
///     spike: "v > 1.0",
///     reset: "v = 0.0",
///     refractory: 5.0);
/// </code>
/// </example>
public class Neuron
{
    internal const string Rate = "r";

    /// <summary>Defines a neuron model.</summary>
    /// <param name="parameters">Parameters and their values.</param>
    /// <param name="equations">Equations of the variables, in order of evaluation.</param>
    /// <param name="spike">Condition for a spike, such as <c>"v > v_thresh"</c>.</param>
    /// <param name="reset">What changes after a spike, such as <c>"v = c; u += d"</c>.</param>
    /// <param name="refractory">
    /// Time after a spike during which the neuron rests, ms: a number or the name of an attribute.
    /// </param>
    /// <param name="functions">Functions the equations use, one <c>f(x, y) = expression</c> per line.</param>
    /// <param name="axonSpike">Condition for an axonal spike, which does not heed the refractory period.</param>
    /// <param name="axonReset">What changes after an axonal spike.</param>
    /// <param name="name">Name of the model, for reports and messages.</param>
    /// <param name="description">What the model is, for reports.</param>
    /// <exception cref="EquationException">A text is wrong; the message says what, where and what was expected.</exception>
    public Neuron(
        ParameterList? parameters = null,
        EquationList? equations = null,
        string? spike = null,
        EquationList? reset = null,
        AttributeValue? refractory = null,
        string? functions = null,
        string? axonSpike = null,
        EquationList? axonReset = null,
        string? name = null,
        string? description = null)
        : this(
            name ?? (spike is null ? "Rate-coded neuron" : "Spiking neuron"),
            description ?? (spike is null ? "User-defined rate-coded neuron." : "User-defined spiking neuron."),
            name is null ? "a neuron" : $"neuron '{name}'",
            new NeuronTexts(parameters, equations, functions, spike, reset, axonSpike, axonReset, refractory, [Rate]))
    {
    }

    /// <summary>Defines a model that computes something else than a rate, for nobody to receive: it needs no variable <c>r</c>.</summary>
    /// <param name="name">Name of the model, for reports and messages.</param>
    /// <param name="description">What the model is, for reports.</param>
    /// <param name="outputs">The attributes it must define instead.</param>
    /// <param name="parameters">Parameters and their values.</param>
    /// <param name="equations">Equations of the variables, in order of evaluation.</param>
    /// <exception cref="EquationException">A text is wrong, or an output is not defined.</exception>
    protected Neuron(string name, string description, IReadOnlyList<string> outputs, ParameterList? parameters, EquationList equations)
        : this(
            name, description, $"neuron '{name}'", new NeuronTexts(parameters, equations, null, null, null, null, null, null, outputs))
    {
    }

    private Neuron(string name, string description, string owner, NeuronTexts texts)
    {
        (Name, Description) = (name, description);
        Syntax = NeuronReader.Read(name, owner, texts);
        Targets = NeuronCompiler.CheckDefinition(Syntax).Targets;
    }

    /// <summary>Name of the model.</summary>
    public string Name { get; }

    /// <summary>What the model is.</summary>
    public string Description { get; }

    /// <summary>Whether its neurons emit spikes.</summary>
    public bool IsSpiking => Syntax.IsSpiking;

    /// <summary>The targets it reads by name, in <c>sum(target)</c> or <c>g_target</c>, sorted.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>The model as parsed.</summary>
    internal NeuronSyntax Syntax { get; }

    /// <summary>The model's name.</summary>
    /// <returns>Name and kind of the model.</returns>
    public override string ToString() => $"{Name} ({(IsSpiking ? "spiking" : "rate-coded")} neuron)";
}
