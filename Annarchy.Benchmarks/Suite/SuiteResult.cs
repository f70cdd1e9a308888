namespace Annarchy.Benchmarks.Suite;

/// <summary>What was measured of one network; the fields of the JSON table.</summary>
/// <param name="Name">The network.</param>
/// <param name="Neurons">Neurons of all populations.</param>
/// <param name="Synapses">Synapses of all projections.</param>
/// <param name="Threads">Threads it ran on.</param>
/// <param name="Precision"><c>float</c> or <c>double</c>.</param>
/// <param name="BiologicalSeconds">Time simulated in the fastest measurement.</param>
/// <param name="ConstructSeconds">Declaring populations and projections.</param>
/// <param name="CompileSeconds">Making synapses and kernels.</param>
/// <param name="SimulateSeconds">What the fastest measurement took.</param>
/// <param name="Spikes">Spikes in that time.</param>
/// <param name="Bytes">Memory the network holds.</param>
/// <param name="RealTimeFactor">Biological time by the time it took.</param>
/// <param name="NanosecondsPerNeuronUpdate">Time of the neurons' own systems per neuron and step; NaN is left out.</param>
/// <param name="NanosecondsPerSynapticEvent">Time of the projections per synapse gone through.</param>
/// <param name="HandWrittenSeconds">What the hand-written loop takes for the same time; null where there is none.</param>
/// <param name="CompiledSeconds">What the plain loop in C++ takes; null where there is none, or no compiler.</param>
internal sealed record SuiteResult(
    string Name,
    long Neurons,
    long Synapses,
    int Threads,
    string Precision,
    double BiologicalSeconds,
    double ConstructSeconds,
    double CompileSeconds,
    double SimulateSeconds,
    long Spikes,
    long Bytes,
    double RealTimeFactor,
    double? NanosecondsPerNeuronUpdate,
    double? NanosecondsPerSynapticEvent,
    double? HandWrittenSeconds,
    double? CompiledSeconds);
