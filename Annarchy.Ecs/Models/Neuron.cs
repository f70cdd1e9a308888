namespace Annarchy;

/// <summary>A neuron model.</summary>
public class Neuron
{
}
