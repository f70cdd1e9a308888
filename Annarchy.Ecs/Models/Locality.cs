namespace Annarchy;

/// <summary>How many values an attribute has.</summary>
/// <remarks>The order matters: an expression is as local as the most local thing it reads.</remarks>
public enum Locality
{
    /// <summary>One value for the population or projection (flags <c>population</c>, <c>projection</c>, <c>global</c>).</summary>
    Global,

    /// <summary>One value per post-synaptic neuron (flags <c>postsynaptic</c>, <c>semiglobal</c>); synapses only.</summary>
    Semiglobal,

    /// <summary>One value per neuron, or one per synapse (flag <c>local</c>).</summary>
    Local,
}
