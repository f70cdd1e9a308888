namespace Annarchy.Language;

/// <summary>What a neuron model is made of, as given.</summary>
internal sealed record NeuronTexts(
    ParameterList? Parameters,
    EquationList? Equations,
    string? Functions,
    string? Spike,
    EquationList? Reset,
    string? AxonSpike,
    EquationList? AxonReset,
    AttributeValue? Refractory);

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
