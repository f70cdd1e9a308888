using Annarchy.Analysis;
using Annarchy.Language;
using Annarchy.Models;

namespace Annarchy;

/// <summary>
/// A synapse model, given by equations in text. Rate-coded synapses contribute a <c>psp</c> to a weighted sum of their post-synaptic
/// neuron; spiking synapses act when a spike arrives (<c>preSpike</c>) or the post-synaptic neuron spikes (<c>postSpike</c>). The
/// weight <c>w</c> is an attribute of every synapse.
/// </summary>
/// <example>
/// <code>
/// var oja = new Synapse(
///     parameters: "eta = 0.01 : projection",
///     equations: "dw/dt = eta * (pre.r * post.r - post.r^2 * w) : min=0.0");
/// </code>
/// </example>
public class Synapse
{
    /// <summary>Defines a synapse model.</summary>
    /// <param name="parameters">Parameters and their values.</param>
    /// <param name="equations">Equations of the variables, in order of evaluation.</param>
    /// <param name="psp">What a synapse contributes; <c>w * pre.r</c> for rate-coded synapses by default.</param>
    /// <param name="operation">How contributions are combined: <c>sum</c>, <c>max</c>, <c>min</c> or <c>mean</c>.</param>
    /// <param name="preSpike">What happens when a pre-synaptic spike arrives, such as <c>"g_target += w"</c>.</param>
    /// <param name="postSpike">What happens when the post-synaptic neuron spikes.</param>
    /// <param name="preAxonSpike">What happens when an axonal spike arrives.</param>
    /// <param name="functions">Functions the equations use, one <c>f(x, y) = expression</c> per line.</param>
    /// <param name="creating">Condition for creating a synapse.</param>
    /// <param name="pruning">Condition for pruning a synapse.</param>
    /// <param name="name">Name of the model, for reports and messages.</param>
    /// <param name="description">What the model is, for reports.</param>
    /// <exception cref="EquationException">A text is wrong; the message says what, where and what was expected.</exception>
    /// <exception cref="ArgumentException">The operation is unknown, or other than <c>sum</c> in a spiking synapse.</exception>
    public Synapse(
        ParameterList? parameters = null,
        EquationList? equations = null,
        string? psp = null,
        string operation = "sum",
        EquationList? preSpike = null,
        EquationList? postSpike = null,
        EquationList? preAxonSpike = null,
        string? functions = null,
        Creating? creating = null,
        Pruning? pruning = null,
        string? name = null,
        string? description = null)
    {
        var isSpiking = preSpike is not null || postSpike is not null || preAxonSpike is not null;
        Name = name ?? (isSpiking ? "Spiking synapse" : "Rate-coded synapse");
        Description = description ?? (isSpiking ? "User-defined spiking synapse." : "User-defined rate-coded synapse.");
        Syntax = SynapseReader.Read(
            Name,
            name is null ? "a synapse" : $"synapse '{name}'",
            new SynapseTexts(parameters, equations, functions, psp, operation, preSpike, postSpike, preAxonSpike, creating, pruning));
        SynapseCompiler.CheckDefinition(Syntax);
    }

    /// <summary>Name of the model.</summary>
    public string Name { get; }

    /// <summary>What the model is.</summary>
    public string Description { get; }

    /// <summary>Whether it acts on spikes.</summary>
    public bool IsSpiking => Syntax.IsSpiking;

    /// <summary>The model as parsed.</summary>
    internal SynapseSyntax Syntax { get; }

    /// <summary>The model's name.</summary>
    /// <returns>Name and kind of the model.</returns>
    public override string ToString() => $"{Name} ({(IsSpiking ? "spiking" : "rate-coded")} synapse)";
}
