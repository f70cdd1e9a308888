namespace Annarchy;

/// <summary>A neuron or synapse model for people to read, its equations typeset.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Summary">What the model is.</param>
/// <param name="IsSpiking">Whether it is about spikes.</param>
/// <param name="Parameters">Parameters in order of declaration.</param>
/// <param name="Equations">Equations in order of evaluation.</param>
/// <param name="Functions">Functions of the model, as formulas.</param>
/// <param name="Events">What happens at events: spikes, resets, creation and pruning of synapses.</param>
/// <param name="Contribution">What a synapse contributes to the sum of its target, as a formula; null for neurons and where it is not given.</param>
public sealed record ModelDescription(
    string Name,
    string Summary,
    bool IsSpiking,
    IReadOnlyList<ParameterDescription> Parameters,
    IReadOnlyList<EquationDescription> Equations,
    IReadOnlyList<string> Functions,
    IReadOnlyList<EventDescription> Events,
    string? Contribution);

/// <summary>A parameter of a model for people to read.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Symbol">Its name as a formula.</param>
/// <param name="Value">Its value in the model, as a formula.</param>
/// <param name="Locality">How many values it has.</param>
/// <param name="Kind">Type of its values.</param>
public sealed record ParameterDescription(string Name, string Symbol, string Value, Locality Locality, AttributeKind Kind);

/// <summary>An equation of a model for people to read.</summary>
/// <param name="Variable">The variable it defines.</param>
/// <param name="Formula">The equation.</param>
/// <param name="IsDifferential">Whether it is a differential equation, which a numerical method advances.</param>
/// <param name="Method">The method it asks for; null for the network's.</param>
/// <param name="Initial">Value at the start, as a formula; null for 0.</param>
/// <param name="Minimum">Lower bound, as a formula; null for none.</param>
/// <param name="Maximum">Upper bound, as a formula; null for none.</param>
/// <param name="Locality">How many values the variable has.</param>
public sealed record EquationDescription(
    string Variable, string Formula, bool IsDifferential, NumericalMethod? Method, string? Initial, string? Minimum, string? Maximum, Locality Locality);

/// <summary>What happens at an event.</summary>
/// <param name="Name">The event, such as "Spike" or "Pre-synaptic spike".</param>
/// <param name="Condition">When it happens, as a formula; null where the name says it all.</param>
/// <param name="Actions">What changes, as formulas.</param>
/// <param name="Details">What else determines it, such as a refractory period.</param>
public sealed record EventDescription(string Name, string? Condition, IReadOnlyList<string> Actions, IReadOnlyList<EventDetail> Details);

/// <summary>A quantity that determines an event.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Formula">Its value, as a formula.</param>
public sealed record EventDetail(string Name, string Formula);
