namespace Annarchy.Language;

/// <summary>What a neuron model is made of, as given.</summary>
/// <param name="Outputs">Attributes a rate-coded model must define: its rate <c>r</c>, or what it computes instead.</param>
internal sealed record NeuronTexts(
    ParameterList? Parameters,
    EquationList? Equations,
    string? Functions,
    string? Spike,
    EquationList? Reset,
    string? AxonSpike,
    EquationList? AxonReset,
    AttributeValue? Refractory,
    IReadOnlyList<string> Outputs);

/// <summary>What a synapse model is made of, as given.</summary>
internal sealed record SynapseTexts(
    ParameterList? Parameters,
    EquationList? Equations,
    string? Functions,
    string? Psp,
    string Operation,
    EquationList? PreSpike,
    EquationList? PostSpike,
    EquationList? PreAxonSpike,
    Creating? Creating,
    Pruning? Pruning);
